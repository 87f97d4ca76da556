#include "schedule_free.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
struct ScheduleFreeAdamwStep {
  Decay<Scalar> beta2;
  Epsilon<Scalar> epsilon;
  Scalar rate, decay;
  Follow<Scalar> follow;

  void operator()(Scalar& y, const Scalar& g, Scalar& x, Scalar& z, Scalar& v) const {
    v = beta2.mix(v, square(g));
    z -= rate * (g / epsilon.root(v) + decay * y);
    follow(y, x, z);
  }
};

template <class Scalar>
class ScheduleFreeAdamw final : public ScheduleFree<Scalar> {
 public:
  ScheduleFreeAdamw(const Choice& choice, const Layout& layout)
      : ScheduleFree<Scalar>(choice, layout, choice.number("beta1"), 1),
        beta2_(choice.number("beta2")),
        epsilon_(choice),
        decay_(choice, layout) {}

  void begin(double learning_rate, std::int64_t step) override {
    const double corrected = learning_rate * std::sqrt(beta2_.correction(step));
    this->begin_step(corrected, step);
    rate_ = static_cast<Scalar>(corrected);
  }
  void apply(const Range<Scalar>& range) override {
    this->begin_range(range);
    const auto square = this->buffer(2);
    ScheduleFreeAdamwStep<Scalar> step{beta2_, epsilon_, rate_, static_cast<Scalar>(decay_.strength()),
                                       this->follow()};
    range.before(decay_.end()).each(step, this->x(), this->z(), square);
    step.decay = 0;
    range.from(decay_.end()).each(step, this->x(), this->z(), square);
  }

 private:
  Decay<Scalar> beta2_;
  Epsilon<Scalar> epsilon_;
  DecoupledDecay<Scalar> decay_;
  Scalar rate_ = 0;
};

}  // namespace

OptimizerEntry schedule_free_adamw() {
  OptimizerEntry made = entry<ScheduleFreeAdamw>(
      {.name = "schedule_free_adamw",
       .summary =
           "v = b2 v + (1 - b2) g g; r = lr sqrt(1 - b2^t); z -= r (g / (sqrt(v) + eps) + weight_decay y); x "
           "= (1 - c) x + c z with c = R^2 / (sum of R^2), R the largest r so far; y = b1 x + (1 - b1) z is "
           "trained, x is evaluated; for a constant lr, also behind a warm-up",
       .source = "Defazio et al. (2024), The Road Less Scheduled, algorithm 1; weights as the authors' code",
       .advice =
           "As good at any time as adamw with a schedule tuned to that length. Use schedule constant, some "
           "warm-up, and a rate 1 to 10 times adamw's; combined with a falling schedule the gain is lost.",
       .parameters = {decay_rate("beta1", 0.9, "share of the average x in y"),
                      decay_rate("beta2", 0.999, "decay of the mean of the squared gradients"),
                      epsilon_parameter(1e-8), epsilon_mode_parameter(), weight_decay_parameter(0),
                      include_bias_parameter()}});
  made.recomputes_weights = true;
  return made;
}

}  // namespace tryall::optim
