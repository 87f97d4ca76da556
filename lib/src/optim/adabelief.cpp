#include "adam_family.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
class Adabelief final : public Optimizer<Scalar> {
 public:
  Adabelief(const Choice& choice, const Layout& layout)
      : beta1_(choice.number("beta1")),
        beta2_(choice.number("beta2")),
        floor_(static_cast<Scalar>(choice.number("epsilon"))),
        epsilon_(choice),
        rectify_(choice.flag("rectify")),
        mean_(layout.size),
        variance_(layout.size) {}

  void update(std::span<Scalar> weights, std::span<const Scalar> gradients, double learning_rate,
              std::int64_t step) override {
    const auto t = static_cast<double>(step);
    const auto b1 = static_cast<Scalar>(beta1_), c1 = static_cast<Scalar>(1.0 - beta1_);
    const auto b2 = static_cast<Scalar>(beta2_), c2 = static_cast<Scalar>(1.0 - beta2_);
    const double correction1 = 1.0 - std::pow(beta1_, t), correction2 = 1.0 - std::pow(beta2_, t);
    if (rectify_)
      return update_rectified(weights, gradients, learning_rate / correction1, {beta2_, step, correction2},
                              correction2);
    const auto rate = static_cast<Scalar>(learning_rate / correction1);
    const auto correction = static_cast<Scalar>(1.0 / correction2);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      mean_[i] = b1 * mean_[i] + c1 * gradients[i];
      const Scalar surprise = gradients[i] - mean_[i];
      variance_[i] = b2 * variance_[i] + c2 * surprise * surprise + floor_;
      weights[i] -= rate * mean_[i] / epsilon_.root(variance_[i] * correction);
    }
  }

  std::vector<std::span<Scalar>> state() override { return {mean_, variance_}; }

 private:
  /// As radam: the correction of s is a factor of the step, and while there is nothing to rectify by, the
  /// step is not divided.
  void update_rectified(std::span<Scalar> weights, std::span<const Scalar> gradients, double corrected_rate,
                        const Rectification& rectified, double correction2) {
    const auto b1 = static_cast<Scalar>(beta1_), c1 = static_cast<Scalar>(1.0 - beta1_);
    const auto b2 = static_cast<Scalar>(beta2_), c2 = static_cast<Scalar>(1.0 - beta2_);
    const double root = rectified.active ? std::sqrt(correction2) : 1.0;
    const auto rate = static_cast<Scalar>(corrected_rate * rectified.factor * root);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      mean_[i] = b1 * mean_[i] + c1 * gradients[i];
      const Scalar surprise = gradients[i] - mean_[i];
      variance_[i] = b2 * variance_[i] + c2 * surprise * surprise + floor_;
      weights[i] -= rate * mean_[i] / (rectified.active ? epsilon_.root(variance_[i]) : Scalar{1});
    }
  }

  double beta1_, beta2_;
  Scalar floor_;  // epsilon, in the recursion
  Epsilon<Scalar> epsilon_;
  bool rectify_;
  Buffer<Scalar> mean_, variance_;
};

}  // namespace

OptimizerEntry adabelief() {
  return entry<Adabelief>(
      {.name = "adabelief",
       .summary = "adam that divides by how far gradients stray from their mean: s = b2 s + (1 - b2) (g - "
                  "m)^2 + eps; w -= lr (m / (1 - b1^t)) / (sqrt(s / (1 - b2^t)) + eps); epsilon_mode applies "
                  "to the second eps",
       .source = "Zhuang et al. (2020), algorithm 2",
       .advice = "Large steps where gradients agree with their mean, small ones where they scatter; close to "
                 "adam with the same rates. Sensitive to epsilon, whose default of 1e-16 is the paper's.",
       .parameters = extended(
           moment_parameters(0.9, 0.999, 1e-16),
           {epsilon_mode_parameter(),
            flag_parameter(
                "rectify", false,
                "radam's factor in place of the correction of s, as the authors' code has by default: w -= "
                "lr r "
                "sqrt(1 - b2^t) m / (1 - b1^t) / (sqrt(s) + eps), and lr m / (1 - b1^t) at first")})});
}

}  // namespace tryall::optim
