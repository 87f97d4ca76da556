#pragma once

#include "tryall/nn/models/model.hpp"

namespace tryall::nn {

ModelEntry linear();
ModelEntry softmax_regression();
ModelEntry mlp();
ModelEntry cnn();
ModelEntry function();

/// The setting `activation`.
Parameter activation_parameter();
/// The setting `residual`.
Parameter residual_parameter();
/// The setting `hidden`.
Parameter hidden_parameter(const std::vector<std::int64_t>& fallback);

}  // namespace tryall::nn
