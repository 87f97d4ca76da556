#pragma once

#include "tryall/train/run.hpp"

namespace tryall::train {

/// The part of `validate` that a training does not find out by itself: throws Error where the batch is
/// larger than the training part, or nothing measures what the rule of stopping watches.
void validate_split(const TrainingConfig& config, const PreparedData& prepared);

}  // namespace tryall::train
