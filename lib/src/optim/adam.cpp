#include <cmath>

#include "optimizers.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
class Adam final : public Optimizer<Scalar> {
 public:
  Adam(const Choice& choice, std::size_t size)
      : beta1_(choice.number("beta1")),
        beta2_(choice.number("beta2")),
        epsilon_(choice.number("epsilon")),
        mean_(size),
        square_(size) {}

  /// w -= lr / (1 - b1^t) m / (sqrt(v) / sqrt(1 - b2^t) + eps), the arrangement PyTorch has used since 2019.
  void update(std::span<Scalar> weights, std::span<const Scalar> gradients, double learning_rate,
              std::int64_t step) override {
    const auto t = static_cast<double>(step);
    const auto b1 = static_cast<Scalar>(beta1_), b2 = static_cast<Scalar>(beta2_);
    const auto c1 = static_cast<Scalar>(1.0 - beta1_), c2 = static_cast<Scalar>(1.0 - beta2_);
    const auto rate = static_cast<Scalar>(learning_rate / (1.0 - std::pow(beta1_, t)));
    const auto root_correction = static_cast<Scalar>(1.0 / std::sqrt(1.0 - std::pow(beta2_, t)));
    const auto epsilon = static_cast<Scalar>(epsilon_);
    Scalar* mean = mean_.data();
    Scalar* square = square_.data();
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const Scalar g = gradients[i];
      mean[i] = b1 * mean[i] + c1 * g;
      square[i] = b2 * square[i] + c2 * g * g;
      weights[i] -= rate * mean[i] / (std::sqrt(square[i]) * root_correction + epsilon);
    }
  }

  std::vector<std::span<Scalar>> state() override { return {mean_, square_}; }

 private:
  double beta1_, beta2_, epsilon_;
  Buffer<Scalar> mean_, square_;
};

Parameter decay_rate(const char* name, double fallback, const char* meaning) {
  return {.name = name,
          .type = Parameter::Type::number,
          .fallback = fallback,
          .meaning = meaning,
          .low = 0,
          .high = 1,
          .high_open = true};
}

}  // namespace

OptimizerEntry adam() {
  return entry<Adam>({.name = "adam",
                      .summary = "m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g g; "
                                 "w -= lr (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps)",
                      .source = "Kingma and Ba (2015), algorithm 1, as PyTorch arranges it",
                      .parameters = {decay_rate("beta1", 0.9, "decay of the mean of the gradients"),
                                     decay_rate("beta2", 0.999, "decay of the mean of their squares"),
                                     {.name = "epsilon",
                                      .type = Parameter::Type::number,
                                      .fallback = 1e-8,
                                      .meaning = "added to the root, outside it",
                                      .low = 0}}});
}

}  // namespace tryall::optim
