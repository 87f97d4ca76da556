#pragma once

#include "tryall/train/stopping/early_stopping.hpp"

namespace tryall::train {

#define TRYALL_TECHNIQUE(name) EarlyStoppingEntry name();
#include "early_stoppings.def"
#undef TRYALL_TECHNIQUE

}  // namespace tryall::train
