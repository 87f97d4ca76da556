#pragma once

#include "tryall/nn/losses/loss.hpp"

namespace tryall::nn {

#define TRYALL_TECHNIQUE(name) LossEntry name();
#include "losses.def"
#undef TRYALL_TECHNIQUE

}  // namespace tryall::nn
