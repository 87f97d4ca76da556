#include "adam_family.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
struct AdabeliefStep {
  Decay<Scalar> beta1, beta2;
  Epsilon<Scalar> epsilon;
  Scalar floor;  // epsilon, in the recursion
  Scalar rate, correction;

  void accumulate(Scalar g, Scalar& m, Scalar& s) const {
    m = beta1.mix(m, g);
    s = beta2.mix(s, square(g - m)) + floor;
  }
  void operator()(Scalar& w, const Scalar& g, Scalar& m, Scalar& s) const {
    accumulate(g, m, s);
    w -= rate * m / epsilon.root(s * correction);
  }
};

template <class Scalar>
class Adabelief final : public Rule<Scalar> {
 public:
  Adabelief(const Choice& choice, const Layout& layout)
      : Rule<Scalar>(choice, layout, 2),
        rectify_(choice.flag("rectify")),
        step_{Decay<Scalar>(choice.number("beta1")),
              Decay<Scalar>(choice.number("beta2")),
              Epsilon<Scalar>(choice),
              static_cast<Scalar>(choice.number("epsilon")),
              0,
              1} {}

  void begin(double learning_rate, std::int64_t step) override {
    const double corrected_rate = learning_rate / step_.beta1.correction(step);
    const double correction2 = step_.beta2.correction(step);
    if (rectify_)
      return begin_rectified(corrected_rate, {step_.beta2.rate(), step, correction2}, correction2);
    step_.rate = static_cast<Scalar>(corrected_rate);
    step_.correction = static_cast<Scalar>(1.0 / correction2);
  }
  void apply(const Range<Scalar>& range) override {
    const auto undivided = [step = step_](Scalar& w, const Scalar& g, Scalar& m, Scalar& s) {
      step.accumulate(g, m, s);
      w -= step.rate * m;
    };
    if (divides_)
      range.each(step_, this->buffer(0), this->buffer(1));
    else
      range.each(undivided, this->buffer(0), this->buffer(1));
  }

 private:
  /// As radam: the correction of s is a factor of the step, and while there is nothing to rectify by, the
  /// step is not divided.
  void begin_rectified(double corrected_rate, const Rectification& rectified, double correction2) {
    const double root = rectified.active ? std::sqrt(correction2) : 1.0;
    step_.rate = static_cast<Scalar>(corrected_rate * rectified.factor * root);
    divides_ = rectified.active;
  }

  bool rectify_, divides_ = true;
  AdabeliefStep<Scalar> step_;
};

}  // namespace

OptimizerEntry adabelief() {
  return entry<Adabelief>(
      {.name = "adabelief",
       .summary = "adam that divides by how far gradients stray from their mean: s = b2 s + (1 - b2) (g - "
                  "m)^2 + eps; w -= lr (m / (1 - b1^t)) / (sqrt(s / (1 - b2^t)) + eps); epsilon_mode applies "
                  "to the second eps",
       .source = "Zhuang et al. (2020), algorithm 2",
       .advice = "Large steps where gradients agree with their mean, small ones where they scatter; close to "
                 "adam with the same rates. Sensitive to epsilon, whose default of 1e-16 is the paper's.",
       .parameters = extended(
           moment_parameters(0.9, 0.999, 1e-16),
           {epsilon_mode_parameter(),
            flag_parameter(
                "rectify", false,
                "radam's factor in place of the correction of s, as the authors' code has by default: w -= "
                "lr r "
                "sqrt(1 - b2^t) m / (1 - b1^t) / (sqrt(s) + eps), and lr m / (1 - b1^t) at first")})});
}

}  // namespace tryall::optim
