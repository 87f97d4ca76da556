#include "schedules.hpp"

namespace tryall::schedule {
namespace {

class InverseTime final : public Schedule {
 public:
  InverseTime(const Choice& choice, Length length) : decay_(choice.number("decay")), length_(length) {}

  double factor(double steps_done) const override {
    return 1 / (1 + decay_ * epochs_of(steps_done, length_));
  }

 private:
  double decay_;
  Length length_;
};

}  // namespace

ScheduleEntry inverse_time() {
  return entry<InverseTime>(
      {.name = "inverse_time",
       .summary = "1 / (1 + decay e), e the epochs done, parts of one included",
       .source = "Robbins and Monro (1951); Keras's InverseTimeDecay with decay_steps = steps per epoch",
       .advice = "With sgd on convex problems it is the rate of the classic theory. For networks it falls "
                 "fast at first and then hardly any more; polynomial or cosine mostly ends lower.",
       .parameters = {{.name = "decay",
                       .type = Parameter::Type::number,
                       .fallback = 1.0,
                       .meaning = "how much an epoch adds to the divisor",
                       .low = 0}}});
}

}  // namespace tryall::schedule
