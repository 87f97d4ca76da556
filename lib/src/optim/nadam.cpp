#include "adam_family.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
class Nadam final : public Optimizer<Scalar> {
 public:
  Nadam(const Choice& choice, const Layout& layout)
      : moments_(choice, layout),
        epsilon_(choice),
        momentum_decay_(choice.number("momentum_decay")),
        twice_(choice.flag("momentum_twice")),
        constant_(choice.word("variant") == "tensorflow1") {}

  void update(std::span<Scalar> weights, std::span<const Scalar> gradients, double learning_rate,
              std::int64_t step) override {
    if (constant_) return update_constant(weights, gradients, learning_rate, step);
    const double now = momentum_at(step), next = momentum_at(step + 1);
    const double product = product_to(step);
    const double next_product = product * next * (twice_ ? now : 1.0);
    const auto gradient_rate = static_cast<Scalar>(learning_rate * (1.0 - now) / (1.0 - product));
    const auto mean_rate = static_cast<Scalar>(learning_rate * next / (1.0 - next_product));
    const auto correction = static_cast<Scalar>(1.0 / moments_.correction2(step));
    for (std::size_t i = 0; i < weights.size(); ++i) {
      moments_.accumulate(i, gradients[i]);
      weights[i] -= (gradient_rate * gradients[i] + mean_rate * moments_.mean[i]) /
                    epsilon_.root(moments_.square[i] * correction);
    }
  }

  std::vector<std::span<Scalar>> state() override { return {moments_.mean, moments_.square}; }

 private:
  /// TensorFlow 1's: the momentum is b1 throughout, and epsilon stands beside the uncorrected square.
  void update_constant(std::span<Scalar> weights, std::span<const Scalar> gradients, double learning_rate,
                       std::int64_t step) {
    const auto rate = static_cast<Scalar>(learning_rate * std::sqrt(moments_.correction2(step)) /
                                          moments_.correction1(step));
    const auto b1 = static_cast<Scalar>(moments_.beta1), c1 = static_cast<Scalar>(1.0 - moments_.beta1);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      moments_.accumulate(i, gradients[i]);
      weights[i] -= rate * (c1 * gradients[i] + b1 * moments_.mean[i]) / epsilon_.root(moments_.square[i]);
    }
  }

  double momentum_at(std::int64_t step) const {
    return moments_.beta1 * (1.0 - 0.5 * std::pow(0.96, static_cast<double>(step) * momentum_decay_));
  }

  /// The product of the momenta up to this step; carried on from the step before where that was the last.
  double product_to(std::int64_t step) {
    if (step != product_step_ + 1) {
      product_ = 1;
      product_step_ = 0;
    }
    while (product_step_ < step) product_ *= momentum_at(++product_step_);
    return product_;
  }

  Moments<Scalar> moments_;
  Epsilon<Scalar> epsilon_;
  double momentum_decay_;
  bool twice_, constant_;
  double product_ = 1;
  std::int64_t product_step_ = 0;
};

}  // namespace

OptimizerEntry nadam() {
  return entry<Nadam>(
      {.name = "nadam",
       .summary = "adam with Nesterov's momentum: mu_t = b1 (1 - 0.5 0.96^(t d)); w -= lr ((1 - mu_t) g / (1 "
                  "- prod mu) + mu_t+1 m / (1 - prod mu mu_t+1)) / (sqrt(v / (1 - b2^t)) + eps)",
       .source = "Dozat (2016), as PyTorch has it",
       .advice = "Adam that looks ahead; the same rates, often a little faster early on, seldom different at "
                 "the end. Least worth it with very noisy gradients.",
       .parameters = extended(
           moment_parameters(),
           {epsilon_mode_parameter(),
            number_parameter("momentum_decay", 0.004, 0, "d above"),
            flag_parameter("momentum_twice", false,
                           "mu_t enters the product up to t + 1 twice, as in PyTorch 1"),
            {.name = "variant",
             .type = Parameter::Type::word,
             .fallback = std::string("dozat"),
             .meaning =
                 "dozat: the summary's, PyTorch's and Keras's; tensorflow1, of tf.contrib.opt: w -= lr "
                 "sqrt(1 - b2^t) / (1 - b1^t) ((1 - b1) g + b1 m) / (sqrt(v) + eps), without "
                 "momentum_decay and momentum_twice",
             .words = {"dozat", "tensorflow1"}}})});
}

}  // namespace tryall::optim
