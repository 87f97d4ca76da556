#include "learning_rate.hpp"

#include <algorithm>
#include <cmath>

#include "tryall/train/library.hpp"

namespace tryall::train {

LearningRate::LearningRate(const TrainingConfig& config, std::int64_t steps_per_epoch)
    : base_(config.learning_rate),
      warm_steps_(std::round(config.warmup * static_cast<double>(steps_per_epoch))),
      schedule_(schedule::make_schedule(config.schedule,
                                        {static_cast<double>(steps_per_epoch),
                                         std::max(0.0, static_cast<double>(config.epochs) - config.warmup)},
                                        library_of(config).schedules)) {}

double LearningRate::at(std::int64_t steps_done) const {
  const auto done = static_cast<double>(steps_done);
  if (done < warm_steps_) return base_ * std::min(1.0, (done + 1) / warm_steps_);
  return base_ * schedule_->factor(done - warm_steps_);
}

void LearningRate::epoch_ended(std::int64_t steps_done, double loss) {
  if (static_cast<double>(steps_done) > warm_steps_) schedule_->epoch_ended(loss);
}

}  // namespace tryall::train
