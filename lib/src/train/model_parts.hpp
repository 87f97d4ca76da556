#pragma once

#include "tryall/nn/models/model.hpp"
#include "tryall/train/run.hpp"

namespace tryall::train {

/// What the (normalized) config's model is made of on these data.
nn::ModelParts model_parts(const TrainingConfig& config, const PreparedData& prepared);

}  // namespace tryall::train
