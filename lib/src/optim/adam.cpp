#include "adam_family.hpp"

namespace tryall::optim {
namespace {

/// epsilon outside: w -= lr / (1 - b1^t) m / (sqrt(v) / sqrt(1 - b2^t) + eps), the arrangement PyTorch has
/// used since 2019. Inside: w -= lr / (1 - b1^t) m / sqrt(v / (1 - b2^t) + eps).
template <class Scalar>
class Adam : public Optimizer<Scalar> {
 public:
  Adam(const Choice& choice, const Layout& layout) : moments_(choice, layout), epsilon_(choice) {}

  void update(std::span<Scalar> weights, std::span<const Scalar> gradients, double learning_rate,
              std::int64_t step) override {
    const auto rate = static_cast<Scalar>(learning_rate / moments_.correction1(step));
    const auto correction = static_cast<Scalar>(1.0 / moments_.correction2(step));
    const Scalar* mean = moments_.mean.data();
    const Scalar* square = moments_.square.data();
    for (std::size_t i = 0; i < weights.size(); ++i) {
      moments_.accumulate(i, gradients[i]);
      weights[i] -= rate * mean[i] / epsilon_.root(square[i] * correction);
    }
  }

  std::vector<std::span<Scalar>> state() override { return {moments_.mean, moments_.square}; }

 private:
  Moments<Scalar> moments_;
  Epsilon<Scalar> epsilon_;
};

}  // namespace

OptimizerEntry adam() {
  return entry<Adam>({.name = "adam",
                      .summary = "m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g g; "
                                 "w -= lr (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps)",
                      .source = "Kingma and Ba (2015), algorithm 1, as PyTorch arranges it",
                      .parameters = extended(moment_parameters(), {epsilon_mode_parameter()})});
}

}  // namespace tryall::optim
