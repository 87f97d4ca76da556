#include "adam_family.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
class Amsgrad final : public Optimizer<Scalar> {
 public:
  Amsgrad(const Choice& choice, const Layout& layout)
      : moments_(choice, layout), epsilon_(choice), largest_(layout.size) {}

  void update(std::span<Scalar> weights, std::span<const Scalar> gradients, double learning_rate,
              std::int64_t step) override {
    const auto rate = static_cast<Scalar>(learning_rate / moments_.correction1(step));
    const auto correction = static_cast<Scalar>(1.0 / moments_.correction2(step));
    for (std::size_t i = 0; i < weights.size(); ++i) {
      moments_.accumulate(i, gradients[i]);
      largest_[i] = std::max(largest_[i], moments_.square[i]);
      weights[i] -= rate * moments_.mean[i] / epsilon_.root(largest_[i] * correction);
    }
  }

  std::vector<std::span<Scalar>> state() override { return {moments_.mean, moments_.square, largest_}; }

 private:
  Moments<Scalar> moments_;
  Epsilon<Scalar> epsilon_;
  Buffer<Scalar> largest_;
};

}  // namespace

OptimizerEntry amsgrad() {
  return entry<Amsgrad>(
      {.name = "amsgrad",
       .summary = "adam with the largest v so far in the place of v (of the raw one, as PyTorch has "
                  "it): w -= lr (m / (1 - b1^t)) / (sqrt(max v / (1 - b2^t)) + eps)",
       .source = "Reddi, Kale and Kumar (2018), algorithm 2",
       .parameters = extended(moment_parameters(), {epsilon_mode_parameter()})});
}

}  // namespace tryall::optim
