#pragma once

#include "tryall/reports/results/store_reader.hpp"

namespace tryall::reports {

/// Best first by the first metric; ties go by group key. Keeps the `top` best, or all where that is 0, and
/// reads their keys.
void keep_best(const StoreReader& store, std::vector<Score>& scores, Direction direction, std::size_t top);

}  // namespace tryall::reports
