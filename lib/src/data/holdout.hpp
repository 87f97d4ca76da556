#pragma once

#include "tryall/data/split.hpp"

namespace tryall::data {

SplitEntry holdout();

}  // namespace tryall::data
