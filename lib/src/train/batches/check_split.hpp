#pragma once

#include "tryall/train/run.hpp"

namespace tryall::train {

/// The part of `check_fits` that a training does not find out by itself: throws Error where the batch is
/// larger than the training part, or nothing measures what the rule of stopping watches.
void check_split(const TrainingConfig& config, const Prepared& prepared);

}  // namespace tryall::train
