#pragma once

#include "tryall/optim/clipping.hpp"

namespace tryall::optim {

#define TRYALL_TECHNIQUE(name) ClippingEntry name();
#include "clippings.def"
#undef TRYALL_TECHNIQUE

}  // namespace tryall::optim
