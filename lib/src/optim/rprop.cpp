#include <algorithm>

#include "optimizers.hpp"
#include "tryall/optim/rule.hpp"

namespace tryall::optim {
namespace {

/// x, and 0 below the root of the smallest normal number, so that no product is denormal.
template <class Scalar>
Scalar kept(Scalar x) {
  return kernels::zero_below(x, static_cast<Scalar>(sizeof(Scalar) == sizeof(float) ? 0x1p-63 : 0x1p-511));
}

template <class Scalar>
struct RpropStep {
  Scalar shrink, grow, smallest, largest;

  void operator()(Scalar& w, const Scalar& g, Scalar& before, Scalar& step) const {
    const Scalar agreement = kept(g) * kept(before);
    const Scalar factor = agreement > 0 ? grow : agreement < 0 ? shrink : Scalar{1};
    step = std::min(std::max(step * factor, smallest), largest);
    before = agreement < 0 ? Scalar{0} : g;
    w -= step * sign(before);
  }
};

template <class Scalar>
class Rprop final : public Rule<Scalar> {
 public:
  Rprop(const Choice& choice, const Layout& layout)
      : Rule<Scalar>(choice, layout, 2),
        step_{static_cast<Scalar>(choice.number("shrink")), static_cast<Scalar>(choice.number("grow")),
              static_cast<Scalar>(choice.number("smallest_step")),
              static_cast<Scalar>(choice.number("largest_step"))} {}

  void begin(double learning_rate, std::int64_t step) override {
    first_ = step == 1;
    rate_ = static_cast<Scalar>(learning_rate);
  }
  void apply(const Range<Scalar>& range) override {
    if (first_) std::ranges::fill(range.of(this->buffer(1)), rate_);
    range.each(step_, this->buffer(0), this->buffer(1));
  }

 private:
  RpropStep<Scalar> step_;
  bool first_ = false;
  Scalar rate_ = 0;
};

}  // namespace

OptimizerEntry rprop() {
  return entry<Rprop>(
      {.name = "rprop",
       .summary =
           "each weight has a step of its own, first lr: times grow where the gradient keeps its sign, times "
           "shrink (and no move) where it turns; w -= step sign(g). Meant for batch_size \"full\"",
       .source = "Riedmiller and Braun (1993), without weight backtracking, as PyTorch has it",
       .advice = "Uses only signs, so it is immune to the gradient's scale, and fast with batch_size "
                 "\"full\". With minibatches it fails: noise flips the signs and the steps shrink for no "
                 "reason; use rmsprop, its minibatch form, there.",
       .parameters = {decay_rate("shrink", 0.5, "factor where the sign turns"),
                      number_parameter("grow", 1.2, 1, "factor where the sign stays"),
                      number_parameter("smallest_step", 1e-6, 0, "bound of the steps"),
                      number_parameter("largest_step", 50, 0, "bound of the steps")}});
}

}  // namespace tryall::optim
