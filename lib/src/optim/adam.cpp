#include "adam_family.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
class Adam final : public Rule<Scalar> {
 public:
  Adam(const Choice& choice, const Layout& layout) : Rule<Scalar>(choice, layout, 2), step_(choice) {}

  void begin(double learning_rate, std::int64_t step) override { step_.begin(learning_rate, step); }
  void apply(const Range<Scalar>& range) override { range.each(step_, this->buffer(0), this->buffer(1)); }

 private:
  AdamStep<Scalar> step_;
};

}  // namespace

OptimizerEntry adam() {
  return entry<Adam>(
      {.name = "adam",
       .summary = "m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g g; w -= lr (m / (1 - b1^t)) / (sqrt(v / (1 - "
                  "b2^t)) + eps)",
       .source = "Kingma and Ba (2015), algorithm 1, as PyTorch arranges it",
       .advice = "The usual first choice: 1e-3 works on most small networks with little tuning. A tuned sgd "
                 "or momentum often ends level or better on the test split of image tasks; use adamw rather "
                 "than l2 for decay, since adam rescales an l2 penalty.",
       .parameters = extended(moment_parameters(), {epsilon_mode_parameter()})});
}

}  // namespace tryall::optim
