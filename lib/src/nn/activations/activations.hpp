#pragma once

#include "tryall/nn/activations/activation.hpp"

namespace tryall::nn {

#define TRYALL_TECHNIQUE(name) ActivationEntry name();
#include "activations.def"
#undef TRYALL_TECHNIQUE

}  // namespace tryall::nn
