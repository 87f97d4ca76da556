#include "adam_family.hpp"
#include "newton_schulz.hpp"

namespace tryall::optim {
namespace {

std::vector<ParameterBlock> matrices_of(const Layout& layout) {
  std::vector<ParameterBlock> matrices;
  for (const ParameterBlock& block : layout.blocks)
    if (block.columns() > 1) matrices.push_back(block);
  return matrices;
}

template <class Scalar>
class Muon final : public Optimizer<Scalar> {
 public:
  Muon(const Choice& choice, const Layout& layout)
      : momentum_(choice.number("momentum")),
        adam_rate_(choice.number("adam_rate")),
        moments_(choice, layout),
        epsilon_(choice),
        decay_(choice, layout),
        blocks_(layout.blocks),
        newton_schulz_(matrices_of(layout)) {}

  void update(std::span<Scalar> weights, std::span<const Scalar> gradients, double learning_rate,
              std::int64_t step) override {
    for (const ParameterBlock& block : blocks_)
      if (block.columns() > 1)
        update_matrix(block, weights, gradients, learning_rate);
      else
        update_vector(block, weights, gradients, {learning_rate * adam_rate_, step});
  }

  std::vector<std::span<Scalar>> state() override { return {moments_.mean, moments_.square}; }

 private:
  struct Step {
    double rate;
    std::int64_t number;
  };

  /// What a step of this rate leaves of the block's weights.
  Scalar kept(const ParameterBlock& block, double rate) const {
    return block.offset < decay_.end() ? static_cast<Scalar>(1.0 - rate * decay_.strength()) : Scalar{1};
  }

  void update_matrix(const ParameterBlock& block, std::span<Scalar> weights,
                     std::span<const Scalar> gradients, double learning_rate) {
    const auto a = static_cast<Scalar>(momentum_), c = static_cast<Scalar>(1.0 - momentum_);
    const std::span<Scalar> direction = newton_schulz_.matrix(block);
    Scalar* mean = moments_.mean.data() + block.offset;
    const std::size_t size = block.size();
    for (std::size_t i = 0; i < size; ++i) {
      const Scalar g = gradients[block.offset + i];
      mean[i] = a * mean[i] + c * g;
      direction[i] = a * mean[i] + c * g;
    }
    newton_schulz_.orthogonalize(block);
    const double shape = static_cast<double>(block.rows()) / static_cast<double>(block.columns());
    const auto rate = static_cast<Scalar>(learning_rate * std::sqrt(std::max(1.0, shape)));
    const Scalar left = kept(block, learning_rate);
    for (std::size_t i = 0; i < size; ++i)
      weights[block.offset + i] = left * weights[block.offset + i] - rate * direction[i];
  }

  void update_vector(const ParameterBlock& block, std::span<Scalar> weights,
                     std::span<const Scalar> gradients, Step step) {
    const auto rate = static_cast<Scalar>(step.rate / moments_.correction1(step.number));
    const auto correction = static_cast<Scalar>(1.0 / moments_.correction2(step.number));
    const Scalar left = kept(block, step.rate);
    const std::size_t end = block.offset + block.size();
    for (std::size_t i = block.offset; i < end; ++i) {
      moments_.accumulate(i, gradients[i]);
      weights[i] =
          left * weights[i] - rate * moments_.mean[i] / epsilon_.root(moments_.square[i] * correction);
    }
  }

  double momentum_, adam_rate_;
  Moments<Scalar> moments_;  // of a matrix the mean alone, by the momentum
  Epsilon<Scalar> epsilon_;
  DecoupledDecay<Scalar> decay_;
  std::vector<ParameterBlock> blocks_;
  NewtonSchulz<Scalar> newton_schulz_;
};

}  // namespace

OptimizerEntry muon() {
  return entry<Muon>(
      {.name = "muon",
       .summary =
           "each weight matrix, of the output layer, too: m = a m + (1 - a) g; w *= 1 - lr weight_decay; w "
           "-= lr sqrt(max(1, rows / columns)) O with O the orthogonal matrix nearest to a m + (1 - a) g, by "
           "five Newton-Schulz steps; biases and gains by adamw at adam_rate lr; lr 0.02 is usual",
       .source = "Jordan et al. (2024), Muon; settings of both parts as the author's code; a convolution is "
                 "the matrix of its output channels",
       .advice = "All singular values of a matrix's update become alike, so rare directions are learned as "
                 "well; in the published speed runs it beat adamw for hidden matrices. Costs several matrix "
                 "products per step; the same as adamw for biases and gains.",
       .parameters = extended(
           {decay_rate("momentum", 0.95, "a, the decay of a matrix's mean gradient"),
            number_parameter("adam_rate", 0.015, 0, "adamw's learning rate as a share of lr: 3e-4 of 0.02")},
           extended(moment_parameters(0.9, 0.95, 1e-10),
                    {epsilon_mode_parameter(), weight_decay_parameter(0), include_bias_parameter()}))});
}

}  // namespace tryall::optim
