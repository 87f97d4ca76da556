#pragma once

#include "tryall/data/splits/split.hpp"

namespace tryall::data {

SplitEntry holdout();
SplitEntry k_fold();

}  // namespace tryall::data
