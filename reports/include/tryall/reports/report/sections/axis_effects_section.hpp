#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tryall/reports/report/section.hpp"

namespace tryall::reports {

struct AxisLevel {
  std::size_t level = 0;
  Estimate value = {};
  double failed_share = 0;  ///< Of the runs, those without a value.
};

struct AxisEffectSeries {
  bool best = false;                    ///< Over the rest of the axes the best group; else their mean.
  std::optional<std::size_t> arm = {};  ///< Nothing: all arms together.
  std::vector<AxisLevel> levels = {};   ///< Ascending; those with runs.
};

struct AxisEffect {
  std::size_t axis = 0;
  std::vector<AxisEffectSeries> series = {};
};

/// How the objective goes along each axis.
struct AxisEffectsSection : Section {
  std::string statistic = "mean", interval = {};
  std::vector<AxisEffect> effects = {};
};

}  // namespace tryall::reports
