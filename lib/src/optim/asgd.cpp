#include "rule.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
class Asgd final : public Optimizer<Scalar> {
 public:
  Asgd(const Choice& choice, const Layout&)
      : lambda_(choice.number("lambda")), alpha_(choice.number("alpha")) {}

  /// The rate of step t is lr / (1 + lambda lr (t - 1))^alpha.
  void update(std::span<Scalar> weights, std::span<const Scalar> gradients, double learning_rate,
              std::int64_t step) override {
    const double rate =
        learning_rate / std::pow(1.0 + lambda_ * learning_rate * static_cast<double>(step - 1), alpha_);
    const auto kept = static_cast<Scalar>(1.0 - lambda_ * rate);
    for (std::size_t i = 0; i < weights.size(); ++i)
      weights[i] = weights[i] * kept - static_cast<Scalar>(rate) * gradients[i];
  }

 private:
  double lambda_, alpha_;
};

}  // namespace

OptimizerEntry asgd() {
  return entry<Asgd>({.name = "asgd",
                      .summary =
                          "sgd with decay, as PyTorch's ASGD steps: r = lr / (1 + lambda lr (t - 1))^alpha; "
                          "w = (1 - lambda r) w "
                          "- r g; the average of the weights, which that keeps beside them, is not used",
                      .source = "Polyak and Juditsky (1992), as PyTorch 1.13 has it",
                      .parameters = {number_parameter("lambda", 1e-4, 0, "decay term"),
                                     number_parameter("alpha", 0.75, 0, "power of the rate's decay")}});
}

}  // namespace tryall::optim
