#pragma once

#include "tryall/nn/models/model.hpp"
#include "tryall/train/run.hpp"

namespace tryall::train {

/// What the (settled) config's model is made of on these data.
nn::ModelParts model_parts(const TrainingConfig& config, const Prepared& prepared);

}  // namespace tryall::train
