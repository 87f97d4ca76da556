#pragma once

#include <memory>

#include "tryall/schedule/schedule.hpp"
#include "tryall/train/training_config.hpp"

namespace tryall::train {

/// The learning rate of each update: it rises in equal steps over the epochs of the warm-up, then follows the
/// schedule.
class LearningRate {
 public:
  LearningRate(const TrainingConfig& config, std::int64_t steps_per_epoch);

  /// Of the update that follows `steps_done` updates.
  double at(std::int64_t steps_done) const;
  /// Reports to the schedule the loss that an epoch ended with, unless the warm-up is still on.
  void epoch_ended(std::int64_t steps_done, double loss);
  std::vector<double*> state() { return schedule_->state(); }

 private:
  double base_, warm_steps_;
  std::unique_ptr<schedule::Schedule> schedule_;
};

}  // namespace tryall::train
