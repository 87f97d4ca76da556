#include <utility>

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

/// m = a m + (1 - a) g; the direction is a m + (1 - a) g of that m.
template <class Scalar>
struct MuonDirection {
  Decay<Scalar> momentum;

  void operator()(const Scalar& g, Scalar& m, Scalar& direction) const {
    m = momentum.mix(m, g);
    direction = momentum.mix(m, g);
  }
};

template <class Scalar>
struct MuonMove {
  Scalar kept, rate;

  void operator()(Scalar& w, const Scalar& direction) const { w = kept * w - rate * direction; }
};

template <class Scalar>
class Muon final : public Rule<Scalar> {
 public:
  Muon(const Choice& choice, const Layout& layout)
      : Rule<Scalar>(choice, layout, 2),
        direction_{Decay<Scalar>(choice.number("momentum"))},
        adam_(choice),
        adam_rate_(choice.number("adam_rate")),
        decay_(choice, layout),
        blocks_(layout.blocks),
        newton_schulz_(matrices_of(layout)) {}

  bool needs_all_weights() const override { return true; }

  void begin(double learning_rate, std::int64_t step) override {
    rate_ = learning_rate;
    adam_.begin(learning_rate * adam_rate_, step);
    decay_.begin(learning_rate * adam_rate_);
  }

  void apply(const Range<Scalar>& all) override {
    for (const ParameterBlock& block : blocks_)
      if (block.columns() > 1)
        apply_to_matrix(block, all.of(block));
      else
        apply_to_vector(all.of(block));
  }

 private:
  void apply_to_matrix(const ParameterBlock& block, const Range<Scalar>& range) {
    const std::span<Scalar> direction = newton_schulz_.matrix(block);
    kernels::each(direction_, block.size(), range.gradients.data(), range.of(this->buffer(0)).data(),
                  direction.data());
    newton_schulz_.orthogonalize(block);
    const double shape = static_cast<double>(block.rows()) / static_cast<double>(block.columns());
    const double kept = block.offset < decay_.end() ? 1.0 - rate_ * decay_.strength() : 1.0;
    const double rate = rate_ * std::sqrt(std::max(1.0, shape));
    kernels::each(MuonMove<Scalar>{static_cast<Scalar>(kept), static_cast<Scalar>(rate)}, block.size(),
                  range.weights.data(), std::as_const(direction).data());
  }

  void apply_to_vector(const Range<Scalar>& range) {
    decay_.apply(range);
    range.each(adam_, this->buffer(0), this->buffer(1));
  }

  MuonDirection<Scalar> direction_;
  AdamStep<Scalar> adam_;
  double adam_rate_, rate_ = 0;
  DecoupledDecay<Scalar> decay_;  // of a vector, at its rate
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
