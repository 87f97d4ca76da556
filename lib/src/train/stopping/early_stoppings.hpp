#pragma once

#include "tryall/train/stopping/early_stopping.hpp"

namespace tryall::train {

EarlyStoppingEntry no_early_stopping();
EarlyStoppingEntry patience();

}  // namespace tryall::train
