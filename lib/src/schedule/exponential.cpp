#include <cstdint>

#include "schedules.hpp"
#include "tryall/kernels/math.hpp"

namespace tryall::schedule {
namespace {

class Exponential final : public Schedule {
 public:
  Exponential(const Choice& choice, Length length)
      : factor_(choice.number("factor")), smooth_(choice.word("each") == "step"), length_(length) {}

  double factor(double steps_done) const override {
    if (smooth_) return kernels::pow(factor_, epochs_of(steps_done, length_));
    return kernels::pow(factor_, static_cast<std::int64_t>(whole_epochs_of(steps_done, length_)));
  }
  bool goes_by_epoch() const override { return !smooth_; }

 private:
  double factor_;
  bool smooth_;
  Length length_;
};

}  // namespace

ScheduleEntry exponential() {
  return entry<Exponential>(
      {.name = "exponential",
       .summary = "factor^(epochs done)",
       .source = "PyTorch's ExponentialLR, stepped each epoch (each=epoch), or each update with factor^(1 / "
                 "steps per epoch) (each=step)",
       .advice = "Falls steadily at a pace that does not depend on the number of epochs, so a longer "
                 "training begins just as a shorter one. A factor too small stops learning early: 0.95 "
                 "leaves 1/13 after 50 epochs.",
       .parameters = {
           {.name = "factor",
            .type = Parameter::Type::number,
            .fallback = 0.95,
            .meaning = "what an epoch multiplies the learning rate by",
            .low = 0,
            .high = 1,
            .low_open = true},
           {.name = "each",
            .type = Parameter::Type::word,
            .fallback = std::string("epoch"),
            .meaning = "epoch: whole epochs count; step: parts of one as well, so that it falls smoothly",
            .words = {"epoch", "step"}}}});
}

}  // namespace tryall::schedule
