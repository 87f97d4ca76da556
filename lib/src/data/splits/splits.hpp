#pragma once

#include "tryall/data/splits/split.hpp"

namespace tryall::data {

#define TRYALL_TECHNIQUE(name) SplitEntry name();
#include "splits.def"
#undef TRYALL_TECHNIQUE

}  // namespace tryall::data
