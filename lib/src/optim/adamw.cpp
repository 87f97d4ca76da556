#include "adam_family.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
class Adamw final : public Optimizer<Scalar> {
 public:
  Adamw(const Choice& choice, const Layout& layout)
      : moments_(choice, layout), epsilon_(choice), decay_(choice, layout) {}

  void update(std::span<Scalar> weights, std::span<const Scalar> gradients, double learning_rate,
              std::int64_t step) override {
    decay_.apply(weights, learning_rate);
    const auto rate = static_cast<Scalar>(learning_rate / moments_.correction1(step));
    const auto correction = static_cast<Scalar>(1.0 / moments_.correction2(step));
    for (std::size_t i = 0; i < weights.size(); ++i) {
      moments_.accumulate(i, gradients[i]);
      weights[i] -= rate * moments_.mean[i] / epsilon_.root(moments_.square[i] * correction);
    }
  }

  std::vector<std::span<Scalar>> state() override { return {moments_.mean, moments_.square}; }

 private:
  Moments<Scalar> moments_;
  Epsilon<Scalar> epsilon_;
  DecoupledDecay<Scalar> decay_;
};

}  // namespace

OptimizerEntry adamw() {
  return entry<Adamw>(
      {.name = "adamw",
       .summary = "w *= 1 - lr weight_decay, then adam's step: the decay does not pass through the moments",
       .source = "Loshchilov and Hutter (2019), algorithm 2, as PyTorch scales it",
       .parameters = extended(moment_parameters(), {epsilon_mode_parameter(), weight_decay_parameter(0.01),
                                                    include_bias_parameter()})});
}

}  // namespace tryall::optim
