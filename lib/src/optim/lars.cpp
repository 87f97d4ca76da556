#include "../euclidean_norm.hpp"
#include "optimizers.hpp"
#include "tryall/optim/rule.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
class Lars final : public Optimizer<Scalar> {
 public:
  Lars(const Choice& choice, const Layout& layout)
      : momentum_(choice.number("momentum")),
        trust_(choice.number("trust")),
        weight_decay_(choice.number("weight_decay")),
        epsilon_(choice.number("epsilon")),
        blocks_(layout.blocks),
        velocity_(layout.size) {}

  void update(std::span<Scalar> weights, std::span<const Scalar> gradients, double learning_rate,
              std::int64_t) override {
    const auto kept = static_cast<Scalar>(momentum_), decay = static_cast<Scalar>(weight_decay_);
    for (const ParameterBlock& block : blocks_) {
      const double weight_norm = euclidean_norm<Scalar>(weights.subspan(block.offset, block.size()));
      const double gradient_norm = euclidean_norm<Scalar>(gradients.subspan(block.offset, block.size()));
      const double local =
          weight_norm > 0 && gradient_norm > 0
              ? trust_ * weight_norm / (gradient_norm + weight_decay_ * weight_norm + epsilon_)
              : 1.0;
      const auto rate = static_cast<Scalar>(learning_rate * local);
      const std::size_t end = block.offset + block.size();
      for (std::size_t i = block.offset; i < end; ++i) {
        velocity_[i] = kept * velocity_[i] + rate * (gradients[i] + decay * weights[i]);
        weights[i] -= velocity_[i];
      }
    }
  }

  std::vector<std::span<Scalar>> state() override { return {velocity_}; }

 private:
  double momentum_, trust_, weight_decay_, epsilon_;
  std::vector<ParameterBlock> blocks_;
  Buffer<Scalar> velocity_;
};

}  // namespace

OptimizerEntry lars() {
  return entry<Lars>(
      {.name = "lars",
       .summary = "per block of parameters l = trust |w| / (|g| + weight_decay |w| + eps), 1 where either "
                  "norm is 0; v = a v + lr l (g + weight_decay w); w -= v; no epsilon_mode: eps is added to "
                  "norms, not to a mean of squares",
       .source = "You, Gitman and Ginsburg (2017), algorithm 1",
       .advice = "Momentum for very large batches: each layer's step is a share of its norm. Because of "
                 "trust (0.001) the learning rate is large, 1 to 10 or more, with a warm-up; with small "
                 "batches momentum does as well.",
       .parameters = {
           decay_rate("momentum", 0.9, "a, the share of the velocity that is kept"),
           number_parameter("trust", 0.001, 0, "the layer's share of trust"),
           number_parameter("weight_decay", 0, 0,
                            "weight_decay w is added to the gradient, of biases, too, and its norm to the "
                            "gradient's; not the decoupled decay of the axis weight_decay"),
           epsilon_parameter(1e-8)}});
}

}  // namespace tryall::optim
