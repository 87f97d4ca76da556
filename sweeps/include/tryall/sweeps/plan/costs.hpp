#pragma once

#include <cstddef>
#include <vector>

#include "tryall/sweeps/plan/plan.hpp"

namespace tryall::sweeps {

/// What the runs of a plan's groups are expected to take. Without estimates every epoch counts the same.
struct Costs {
  std::vector<double> epoch_seconds = {};  ///< By group: an epoch on one core; empty where nothing is known.
  std::vector<double> run_bytes = {};      ///< By group: the memory of a run under way.
  std::size_t timed = 0;  ///< Groups that were timed; the others are like the nearest of them.

  bool known() const { return !epoch_seconds.empty(); }
  /// Seconds, or 1 where nothing is known.
  double of_epoch(std::size_t group) const { return known() ? epoch_seconds[group] : 1.0; }
  double bytes(std::size_t group) const { return run_bytes.empty() ? 0.0 : run_bytes[group]; }
};

/// Trains a few steps of a few of the groups to which the runs of `list` belong, one after the other in the
/// calling thread, and says what all of them will take. Nothing is stored. `seconds` bounds the time spent
/// (each group that is timed gets its share; one step is made of each in any case).
Costs estimate_costs(const Plan& plan, const std::vector<std::size_t>& list, Trainer& trainer,
                     double seconds);

}  // namespace tryall::sweeps
