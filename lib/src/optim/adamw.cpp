#include "adam_family.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
class Adamw final : public Rule<Scalar> {
 public:
  Adamw(const Choice& choice, const Layout& layout)
      : Rule<Scalar>(choice, layout, 2), decay_(choice, layout), step_(choice) {}

  void begin(double learning_rate, std::int64_t step) override {
    decay_.begin(learning_rate);
    step_.begin(learning_rate, step);
  }
  void apply(const Range<Scalar>& range) override {
    decay_.apply(range);
    range.each(step_, this->buffer(0), this->buffer(1));
  }

 private:
  DecoupledDecay<Scalar> decay_;
  AdamStep<Scalar> step_;
};

}  // namespace

OptimizerEntry adamw() {
  return entry<Adamw>(
      {.name = "adamw",
       .summary = "w *= 1 - lr weight_decay, so that the decay does not pass through the moments; then w -= "
                  "lr (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps) with adam's m and v",
       .source = "Loshchilov and Hutter (2019), algorithm 2, as PyTorch scales it",
       .advice = "Adam with weight decay that acts evenly on all weights; prefer it to adam with l2. The "
                 "decay is multiplied by the learning rate, so tune both together: 1e-3 with a decay of 0.01 "
                 "to 0.1 is usual.",
       .parameters = extended(moment_parameters(), {epsilon_mode_parameter(), weight_decay_parameter(0.01),
                                                    include_bias_parameter()})});
}

}  // namespace tryall::optim
