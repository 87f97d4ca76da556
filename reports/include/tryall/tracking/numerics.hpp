#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tryall/tracking/baseline.hpp"

namespace tryall::tracking {

/// Where two runs of the same config and seed part.
struct NumericsDifference {
  std::uint64_t seed = 0;
  std::string metric = {};  ///< Empty where how the run ended is all that differs.
  std::int64_t epoch = 0;   ///< From 1; 0: the value at the end.
  double before = 0, now = 0;
  double difference = 0;  ///< |now - before|; NaN where one of them is missing.
  double relative = 0;    ///< The same over |before|.
  std::string how = {};   ///< "completed before, diverged now", where the ends differ.
};

/// The first difference: the earliest epoch, and in it the first metric in the order of the table. Nothing
/// where all curves, values at the end, the outcome and the numbers of epochs and steps have the same bits.
/// Metrics that are not repeatable do not count. `metrics`: those of both runs, in the order of their values.
std::optional<NumericsDifference> first_difference(const TrackedRun& before, const TrackedRun& now,
                                                   const std::vector<Metric>& metrics = train::metrics());

/// Why bits may differ: "compiler GNU 12.2.0 -> 13.1.0", one text a field that differs.
std::vector<std::string> environment_differences(const sweeps::Environment& before,
                                                 const sweeps::Environment& now);

}  // namespace tryall::tracking
