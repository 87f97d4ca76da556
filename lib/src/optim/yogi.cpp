#include <algorithm>

#include "adam_family.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
struct YogiStep {
  Decay<Scalar> beta1;
  Epsilon<Scalar> epsilon;
  Scalar share, rate;  // share: 1 - b2

  void operator()(Scalar& w, const Scalar& g, Scalar& m, Scalar& v) const {
    const Scalar squared = square(g);
    m = beta1.mix(m, g);
    v -= share * sign(v - squared) * squared;
    w -= rate * m / epsilon.root(v);
  }
};

template <class Scalar>
class Yogi final : public Rule<Scalar> {
 public:
  Yogi(const Choice& choice, const Layout& layout)
      : Rule<Scalar>(choice, layout, 2),
        beta1_(choice.number("beta1")),
        epsilon_(choice),
        share_(static_cast<Scalar>(1.0 - choice.number("beta2"))) {
    std::ranges::fill(this->buffer(1), static_cast<Scalar>(choice.number("initial_accumulator")));
  }

  void apply(const Range<Scalar>& range) override {
    range.each(YogiStep<Scalar>{beta1_, epsilon_, share_, this->rate()}, this->buffer(0), this->buffer(1));
  }

 private:
  Decay<Scalar> beta1_;
  Epsilon<Scalar> epsilon_;
  Scalar share_;
};

}  // namespace

OptimizerEntry yogi() {
  return entry<Yogi>(
      {.name = "yogi",
       .summary = "m = b1 m + (1 - b1) g; v -= (1 - b2) sign(v - g g) g g; w -= lr m / (sqrt(v) + eps), "
                  "without correction of bias",
       .source = "Zaheer et al. (2018), algorithm 2",
       .advice = "v moves by bounded amounts, so a sudden large gradient does not blow up or empty the step "
                 "as in adam; for sparse or bursty gradients. The paper uses rates about ten times adam's "
                 "(0.01) and epsilon 1e-3.",
       .parameters = extended(moment_parameters(0.9, 0.999, 1e-3),
                              {epsilon_mode_parameter(), number_parameter("initial_accumulator", 1e-6, 0,
                                                                          "v before the first step")})});
}

}  // namespace tryall::optim
