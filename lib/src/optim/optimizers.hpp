#pragma once

#include "tryall/optim/optimizer.hpp"

namespace tryall::optim {

#define TRYALL_TECHNIQUE(name) OptimizerEntry name();
#include "optimizers.def"
#undef TRYALL_TECHNIQUE

}  // namespace tryall::optim
