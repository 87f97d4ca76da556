#include <algorithm>
#include <limits>

#include "schedules.hpp"

namespace tryall::schedule {
namespace {

class ReduceOnPlateau final : public Schedule {
 public:
  ReduceOnPlateau(const Choice& choice, Length)
      : factor_(choice.number("factor")),
        patience_(static_cast<double>(choice.integer("patience"))),
        threshold_(choice.number("threshold")),
        cooldown_(static_cast<double>(choice.integer("cooldown"))),
        lowest_(choice.number("lowest")) {}

  double factor(double) const override { return current_; }

  void epoch_ended(double loss) override {
    if (loss < best_ * (1 - threshold_)) {  // never holds for NaN
      best_ = loss;
      bad_epochs_ = 0;
    } else {
      ++bad_epochs_;
    }
    if (cooling_ > 0) {
      --cooling_;
      bad_epochs_ = 0;
    }
    if (bad_epochs_ <= patience_) return;
    current_ = std::max(current_ * factor_, lowest_);
    cooling_ = cooldown_;
    bad_epochs_ = 0;
  }

  std::vector<double*> state() override { return {&current_, &best_, &bad_epochs_, &cooling_}; }

 private:
  double factor_, patience_, threshold_, cooldown_, lowest_;
  double current_ = 1, best_ = std::numeric_limits<double>::infinity(), bad_epochs_ = 0, cooling_ = 0;
};

Parameter count(const char* name, std::int64_t fallback, const char* meaning) {
  return {.name = name, .type = Parameter::Type::integer, .fallback = fallback, .meaning = meaning, .low = 0};
}

}  // namespace

ScheduleEntry reduce_on_plateau() {
  return entry<ReduceOnPlateau>(
      {.name = "reduce_on_plateau",
       .summary = "times `factor` after more than `patience` epochs in which the loss (of the validation "
                  "split, if there is one) did not fall below (1 - threshold) times the best",
       .source = "PyTorch's ReduceLROnPlateau (mode min, threshold_mode rel, eps 0)",
       .advice = "When the length of the training is not known: the rate falls when learning stalls. Noisy "
                 "validation losses of small splits set it off by chance; more patience helps. With fewer "
                 "epochs than patience it does nothing.",
       .parameters = {{.name = "factor",
                       .type = Parameter::Type::number,
                       .fallback = 0.1,
                       .meaning = "what each reduction multiplies the learning rate by",
                       .low = 0,
                       .high = 1,
                       .low_open = true,
                       .high_open = true},
                      count("patience", 10, "epochs without improvement to tolerate"),
                      {.name = "threshold",
                       .type = Parameter::Type::number,
                       .fallback = 1e-4,
                       .meaning = "the share of the best loss by which it must improve",
                       .low = 0,
                       .high = 1,
                       .high_open = true},
                      count("cooldown", 0, "epochs after a reduction that do not count"),
                      {.name = "lowest",
                       .type = Parameter::Type::number,
                       .fallback = 0.0,
                       .meaning = "the factor never falls below it",
                       .low = 0,
                       .high = 1}}});
}

}  // namespace tryall::schedule
