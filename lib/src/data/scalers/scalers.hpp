#pragma once

#include "tryall/data/scalers/scaler.hpp"

namespace tryall::data {

#define TRYALL_TECHNIQUE(name) ScalerEntry name();
#include "scalers.def"
#undef TRYALL_TECHNIQUE

/// The setting `per`: whether each feature is scaled by its own statistics or all by the same.
Parameter per_parameter();
/// True where all features share one statistic.
bool pooled(const Choice& choice);

}  // namespace tryall::data
