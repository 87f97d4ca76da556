#pragma once

#include "tryall/init/initializer.hpp"

namespace tryall::init {

#define TRYALL_TECHNIQUE(name) InitializerEntry name();
#include "initializers.def"
#undef TRYALL_TECHNIQUE

}  // namespace tryall::init
