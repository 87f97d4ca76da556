#include "schedule_free.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
struct ScheduleFreeSgdStep {
  Scalar rate, decay;
  Follow<Scalar> follow;

  void operator()(Scalar& y, const Scalar& g, Scalar& x, Scalar& z) const {
    z -= rate * (g + decay * y);
    follow(y, x, z);
  }
};

template <class Scalar>
class ScheduleFreeSgd final : public ScheduleFree<Scalar> {
 public:
  ScheduleFreeSgd(const Choice& choice, const Layout& layout)
      : ScheduleFree<Scalar>(choice, layout, choice.number("beta")), decay_(choice, layout) {}

  void begin(double learning_rate, std::int64_t step) override {
    this->begin_step(learning_rate, step);
    rate_ = static_cast<Scalar>(learning_rate);
  }
  void apply(const Range<Scalar>& range) override {
    this->begin_range(range);
    ScheduleFreeSgdStep<Scalar> step{rate_, static_cast<Scalar>(decay_.strength()), this->follow()};
    range.before(decay_.end()).each(step, this->x(), this->z());
    step.decay = 0;
    range.from(decay_.end()).each(step, this->x(), this->z());
  }

 private:
  DecoupledDecay<Scalar> decay_;
  Scalar rate_ = 0;
};

}  // namespace

OptimizerEntry schedule_free_sgd() {
  OptimizerEntry made = entry<ScheduleFreeSgd>(
      {.name = "schedule_free_sgd",
       .summary = "z -= lr (g + weight_decay y); x = (1 - c) x + c z with c = L^2 / (sum of L^2), L the "
                  "largest lr so far; y = beta x + (1 - beta) z is trained, x is evaluated; for a constant "
                  "lr, also behind a warm-up; lr 1 is usual",
       .source =
           "Defazio et al. (2024), The Road Less Scheduled, equations 3 to 5; weights as the authors' code",
       .advice =
           "The average takes the place of a falling schedule, so the number of epochs need not be known "
           "beforehand. Use a constant schedule and rates 10 to 50 times those of a scheduled sgd.",
       .parameters = {decay_rate("beta", 0.9, "share of the average x in y"), weight_decay_parameter(0),
                      include_bias_parameter()}});
  made.recomputes_weights = true;
  return made;
}

}  // namespace tryall::optim
