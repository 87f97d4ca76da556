#include "schedules.hpp"

namespace tryall::schedule {
namespace {

class Constant final : public Schedule {
 public:
  double factor(double) const override { return 1; }
  bool goes_by_epoch() const override { return true; }
};

std::unique_ptr<Schedule> make_constant(const Choice&, Length) { return std::make_unique<Constant>(); }

}  // namespace

ScheduleEntry constant() {
  return {{.name = "constant",
           .summary = "lr = learning_rate throughout",
           .source = "",
           .advice = "The baseline, and right for schedule_free_sgd and schedule_free_adamw. With sgd the "
                     "noise of the minibatches keeps the weights moving about the minimum; a falling "
                     "schedule nearly always ends lower.",
           .parameters = {}},
          make_constant,
          false};
}

}  // namespace tryall::schedule
