#include "../euclidean_norm.hpp"
#include "adam_family.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
class Lamb final : public Optimizer<Scalar> {
 public:
  Lamb(const Choice& choice, const Layout& layout)
      : moments_(choice, layout),
        epsilon_(choice),
        weight_decay_(choice.number("weight_decay")),
        blocks_(layout.blocks),
        direction_(layout.size) {}

  void update(std::span<Scalar> weights, std::span<const Scalar> gradients, double learning_rate,
              std::int64_t step) override {
    const auto correction1 = static_cast<Scalar>(1.0 / moments_.correction1(step));
    const auto correction2 = static_cast<Scalar>(1.0 / moments_.correction2(step));
    const auto decay = static_cast<Scalar>(weight_decay_);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      moments_.accumulate(i, gradients[i]);
      direction_[i] = moments_.mean[i] * correction1 / epsilon_.root(moments_.square[i] * correction2) +
                      decay * weights[i];
    }
    for (const ParameterBlock& block : blocks_) {
      const double weight_norm = euclidean_norm<Scalar>(weights.subspan(block.offset, block.size()));
      const double direction_norm =
          euclidean_norm<Scalar>(std::span<Scalar>(direction_).subspan(block.offset, block.size()));
      const double trust = weight_norm > 0 && direction_norm > 0 ? weight_norm / direction_norm : 1.0;
      const auto rate = static_cast<Scalar>(learning_rate * trust);
      const std::size_t end = block.offset + block.size();
      for (std::size_t i = block.offset; i < end; ++i) weights[i] -= rate * direction_[i];
    }
  }

  std::vector<std::span<Scalar>> state() override { return {moments_.mean, moments_.square}; }

 private:
  Moments<Scalar> moments_;
  Epsilon<Scalar> epsilon_;
  double weight_decay_;
  std::vector<ParameterBlock> blocks_;
  Buffer<Scalar> direction_;
};

}  // namespace

OptimizerEntry lamb() {
  return entry<Lamb>(
      {.name = "lamb",
       .summary = "r = adam's direction + weight_decay w; per block of parameters w -= lr (|w| / |r|) r, "
                  "with the ratio 1 where either norm is 0",
       .source = "You et al. (2020), algorithm 2, with phi the identity",
       .advice = "Adam for very large batches (thousands): each layer moves in proportion to its own norm, "
                 "so rates can grow with the batch. No use with small batches; usual rates are 1e-3 to 1e-2.",
       .parameters = extended(
           moment_parameters(0.9, 0.999, 1e-6),
           {epsilon_mode_parameter(),
            number_parameter("weight_decay", 0, 0,
                             "weight_decay w is added to the direction, of biases, too, and so scaled by "
                             "the ratio of norms; not the decoupled decay of the axis weight_decay")})});
}

}  // namespace tryall::optim
