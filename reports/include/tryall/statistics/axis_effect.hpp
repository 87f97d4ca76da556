#pragma once

#include <cstddef>
#include <vector>

#include "tryall/statistics/interval.hpp"
#include "tryall/train/metric.hpp"

namespace tryall::statistics {

/// One config: which level of the axis it has, and its value (its group's mean over seeds, say), NaN where it
/// is infeasible (diverged).
struct Trial {
  std::size_t level = 0;
  double value = no_value;
};

/// What a level does, everything else taken together (Tuning Playbook: the isolation plot).
struct LevelEffect {
  std::size_t n = 0;  ///< Configs, infeasible ones too.
  double share_infeasible = no_value;
  double mean = no_value;  ///< Over the feasible configs: over everything else that was tried.
  Interval interval = {};  ///< Of that mean (mean_interval): over other settings, not over seeds.
  double best = no_value;  ///< The best over everything else.
};

/// One entry a level, 0 .. levels - 1. A level that is infeasible more often keeps but its good configs in
/// the mean: read the share beside it.
std::vector<LevelEffect> axis_effect(const std::vector<Trial>& trials, std::size_t levels,
                                     train::Direction direction, bool share = false);

/// The variance over seeds, pooled over groups: sum of (n - 1) sd^2 over sum of (n - 1). What importances are
/// to be held against.
double pooled_variance(const std::vector<std::vector<double>>& groups);

}  // namespace tryall::statistics
