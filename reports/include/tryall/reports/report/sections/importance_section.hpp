#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tryall/reports/report/section.hpp"

namespace tryall::reports {

struct AxisImportance {
  std::vector<std::size_t> axes = {};  ///< One, or two that act together.
  Estimate share = {};                 ///< Of the variance between groups.
};

/// Which axes explain the variance between groups, by a surrogate that learns it.
struct ImportanceSection : Section {
  std::string interval = {};
  std::vector<AxisImportance> rows = {};     ///< The largest, first.
  double seed_share = statistics::no_value;  ///< Of the variance of all runs; NaN where it is not known.
  double fit = statistics::no_value;         ///< The surrogate's out-of-bag R2.
  double enough_fit = 0;                     ///< Below it the shares are not to be believed.
};

}  // namespace tryall::reports
