#include <cmath>
#include <cstdint>

#include "schedules.hpp"
#include "tryall/kernels/math.hpp"

namespace tryall::schedule {
namespace {

class Step final : public Schedule {
 public:
  Step(const Choice& choice, Length length)
      : every_(static_cast<double>(choice.integer("every"))),
        factor_(choice.number("factor")),
        length_(length) {}

  double factor(double steps_done) const override {
    const double falls = std::floor(whole_epochs_of(steps_done, length_) / every_);
    return kernels::pow(factor_, static_cast<std::int64_t>(falls));
  }
  bool goes_by_epoch() const override { return true; }

 private:
  double every_, factor_;
  Length length_;
};

}  // namespace

ScheduleEntry step() {
  return entry<Step>(
      {.name = "step",
       .summary = "factor^floor(epochs done / every)",
       .source = "PyTorch's StepLR, stepped each epoch",
       .advice = "The classic for images: long phases at one rate, then a tenth, with a visible fall of the "
                 "loss each time. `every` must fit the number of epochs; with fewer epochs than `every` "
                 "nothing happens. cosine needs no such choice.",
       .parameters = {{.name = "every",
                       .type = Parameter::Type::integer,
                       .fallback = std::int64_t{10},
                       .meaning = "epochs between two falls",
                       .low = 1},
                      {.name = "factor",
                       .type = Parameter::Type::number,
                       .fallback = 0.1,
                       .meaning = "what each fall multiplies the learning rate by",
                       .low = 0,
                       .high = 1,
                       .low_open = true}}});
}

}  // namespace tryall::schedule
