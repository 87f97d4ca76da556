#pragma once

#include "tryall/train/added_metrics.hpp"

namespace tryall::train {

#define TRYALL_METRIC(name) AddedMetric name();
#include "metrics.def"
#undef TRYALL_METRIC

}  // namespace tryall::train
