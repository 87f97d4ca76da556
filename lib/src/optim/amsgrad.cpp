#include <algorithm>

#include "adam_family.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
struct AmsgradStep : AdamStep<Scalar> {
  using AdamStep<Scalar>::AdamStep;

  void operator()(Scalar& w, const Scalar& g, Scalar& m, Scalar& v, Scalar& largest) const {
    m = this->beta1.mix(m, g);
    v = this->beta2.mix(v, square(g));
    largest = std::max(largest, v);
    w -= this->rate * m / this->epsilon.root(largest * this->correction);
  }
};

template <class Scalar>
class Amsgrad final : public Rule<Scalar> {
 public:
  Amsgrad(const Choice& choice, const Layout& layout) : Rule<Scalar>(choice, layout, 3), step_(choice) {}

  void begin(double learning_rate, std::int64_t step) override { step_.begin(learning_rate, step); }
  void apply(const Range<Scalar>& range) override {
    range.each(step_, this->buffer(0), this->buffer(1), this->buffer(2));
  }

 private:
  AmsgradStep<Scalar> step_;
};

}  // namespace

OptimizerEntry amsgrad() {
  return entry<Amsgrad>(
      {.name = "amsgrad",
       .summary = "adam with the largest v so far in the place of v (of the raw one, as PyTorch has it): w "
                  "-= lr (m / (1 - b1^t)) / (sqrt(max v / (1 - b2^t)) + eps)",
       .source = "Reddi, Kale and Kumar (2018), algorithm 2",
       .advice = "For the rare case in which adam does not settle: steps can only become smaller as v's "
                 "record grows. In practice the curves are mostly adam's own, with the same rates.",
       .parameters = extended(moment_parameters(), {epsilon_mode_parameter()})});
}

}  // namespace tryall::optim
