#include "adam_family.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
struct RadamStep {
  Decay<Scalar> beta1, beta2;
  Epsilon<Scalar> epsilon;
  Scalar rate;
  bool divides;

  void operator()(Scalar& w, const Scalar& g, Scalar& m, Scalar& v) const {
    m = beta1.mix(m, g);
    v = beta2.mix(v, square(g));
    w -= rate * m / (divides ? epsilon.root(v) : Scalar{1});
  }
};

template <class Scalar>
class Radam final : public Rule<Scalar> {
 public:
  Radam(const Choice& choice, const Layout& layout)
      : Rule<Scalar>(choice, layout, 2),
        step_{Decay<Scalar>(choice.number("beta1")), Decay<Scalar>(choice.number("beta2")),
              Epsilon<Scalar>(choice), 0, false} {}

  void begin(double learning_rate, std::int64_t step) override {
    const double correction2 = step_.beta2.correction(step);
    const Rectification rectified(step_.beta2.rate(), step, correction2);
    const double root = rectified.active ? std::sqrt(correction2) : 1.0;
    step_.divides = rectified.active;
    step_.rate = static_cast<Scalar>(learning_rate / step_.beta1.correction(step) * rectified.factor * root);
  }
  void apply(const Range<Scalar>& range) override { range.each(step_, this->buffer(0), this->buffer(1)); }

 private:
  RadamStep<Scalar> step_;
};

}  // namespace

OptimizerEntry radam() {
  return entry<Radam>(
      {.name = "radam",
       .summary = "adam's step times sqrt((p - 4) (p - 2) q / ((q - 4) (q - 2) p)), which makes up for the "
                  "variance of its early v, with q = 2 / (1 - b2) - 1 and p = q - 2 t b2^t / (1 - b2^t); "
                  "while p is at most 5, w -= lr m / (1 - b1^t)",
       .source = "Liu et al. (2020), algorithm 2; epsilon added to the uncorrected v, as in PyTorch 1.13",
       .advice = "Needs no warm-up: the first steps, when v is a guess, are plain momentum. Worth trying "
                 "where adam with a large rate is unstable at the start; later it is adam.",
       .parameters = extended(moment_parameters(), {epsilon_mode_parameter()})});
}

}  // namespace tryall::optim
