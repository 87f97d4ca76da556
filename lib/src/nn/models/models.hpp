#pragma once

#include "tryall/nn/models/model.hpp"

namespace tryall::nn {

#define TRYALL_TECHNIQUE(name) ModelEntry name();
#include "models.def"
#undef TRYALL_TECHNIQUE

/// The setting `activation`.
Parameter activation_parameter();
/// The setting `residual`.
Parameter residual_parameter();
/// The setting `hidden`.
Parameter hidden_parameter(const std::vector<std::int64_t>& fallback);

}  // namespace tryall::nn
