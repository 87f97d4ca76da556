#include "schedules.hpp"
#include "tryall/kernels/math.hpp"

namespace tryall::schedule {
namespace {

class Polynomial final : public Schedule {
 public:
  Polynomial(const Choice& choice, Length length)
      : power_(choice.number("power")), end_(choice.number("end")), steps_(length.steps()) {}

  double factor(double steps_done) const override {
    return end_ + (1 - end_) * kernels::pow(1 - share_passed(steps_done, steps_), power_);
  }

 private:
  double power_, end_, steps_;
};

}  // namespace

ScheduleEntry polynomial() {
  return entry<Polynomial>(
      {.name = "polynomial",
       .summary = "(1 - end) (1 - t/T)^power + end, t of T updates done",
       .source = "PyTorch's PolynomialLR, stepped each update, with total_iters = T; `end` is Keras's",
       .advice = "Power 1, a straight line to 0, is a strong and simple default for a fixed number of "
                 "epochs. Changing the number of epochs changes the whole curve.",
       .parameters = {{.name = "power",
                       .type = Parameter::Type::number,
                       .fallback = 1.0,
                       .meaning = "1 falls in a straight line, more falls faster at first",
                       .low = 0,
                       .low_open = true},
                      end_parameter(0)}},
      true);
}

}  // namespace tryall::schedule
