#pragma once

#include <cstdint>
#include <vector>

#include "tryall/statistics/forest.hpp"

namespace tryall::statistics {

/// How a node's rows part.
struct NodeSplit {
  double score = 0;  ///< sum^2 / n left plus the same right; the higher, the less is left of the variance.
  std::uint64_t left = 0;  ///< The levels that go left; 0 for no split.
};

/// The best split of the rows by the axis; among the levels `region`, those without rows go with the nearer
/// ones below (ordered), or with the side that has more rows.
NodeSplit best_split(const AxisColumn& axis, Values values, const std::vector<std::uint32_t>& rows,
                     std::uint64_t region, std::size_t least_rows);

}  // namespace tryall::statistics
