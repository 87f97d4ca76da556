#include "optimizers.hpp"
#include "tryall/optim/rule.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
class Lion final : public Optimizer<Scalar> {
 public:
  Lion(const Choice& choice, const Layout& layout)
      : beta1_(choice.number("beta1")),
        beta2_(choice.number("beta2")),
        decay_(choice, layout),
        mean_(layout.size) {}

  void update(std::span<Scalar> weights, std::span<const Scalar> gradients, double learning_rate,
              std::int64_t) override {
    decay_.apply(weights, learning_rate);
    const auto rate = static_cast<Scalar>(learning_rate);
    const auto b1 = static_cast<Scalar>(beta1_), c1 = static_cast<Scalar>(1.0 - beta1_);
    const auto b2 = static_cast<Scalar>(beta2_), c2 = static_cast<Scalar>(1.0 - beta2_);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const Scalar direction = b1 * mean_[i] + c1 * gradients[i];
      weights[i] -= rate * static_cast<Scalar>((direction > 0) - (direction < 0));
      mean_[i] = b2 * mean_[i] + c2 * gradients[i];
    }
  }

  std::vector<std::span<Scalar>> state() override { return {mean_}; }

 private:
  double beta1_, beta2_;
  DecoupledDecay<Scalar> decay_;
  Buffer<Scalar> mean_;
};

}  // namespace

OptimizerEntry lion() {
  return entry<Lion>(
      {.name = "lion",
       .summary = "w *= 1 - lr weight_decay; w -= lr sign(b1 m + (1 - b1) g); m = b2 m + (1 - b2) g",
       .source = "Chen et al. (2023), algorithm 2",
       .advice = "Keeps one buffer where adam has two. Each step moves every weight by lr, so use a rate 3 "
                 "to 10 times smaller than adamw's (1e-4) and a weight_decay as much larger; its gains were "
                 "shown for large batches, with small ones signs are noisy.",
       .parameters = {decay_rate("beta1", 0.9, "weight of the mean in the direction"),
                      decay_rate("beta2", 0.99, "decay of the mean of the gradients"),
                      weight_decay_parameter(0), include_bias_parameter()}});
}

}  // namespace tryall::optim
