#pragma once

#include "tryall/data/scalers/scaler.hpp"

namespace tryall::data {

ScalerEntry no_scaler();
ScalerEntry standard_scaler();
ScalerEntry min_max_scaler();
ScalerEntry max_abs_scaler();
ScalerEntry robust_scaler();
ScalerEntry per_image_scaler();
ScalerEntry whitening_scaler();

/// The setting `per`: whether each feature is scaled by its own statistics or all by the same.
Parameter per_parameter();
/// True where all features share one statistic.
bool pooled(const Choice& choice);

}  // namespace tryall::data
