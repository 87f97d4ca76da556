#pragma once

#include <cstddef>
#include <vector>

#include "tryall/reports/report/section.hpp"

namespace tryall::reports {

/// All runs over all axes, as parallel coordinates.
struct ParallelSection : Section {
  std::vector<std::size_t> axes = {};
  std::vector<std::size_t> metrics = {};  ///< Indices into the metrics; the objective is the first.
};

}  // namespace tryall::reports
