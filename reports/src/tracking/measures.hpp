#pragma once

#include <vector>

#include "tryall/tracking/check.hpp"

namespace tryall::tracking {

/// A run before and one now, with the same seed.
struct RunPair {
  const train::RunResult* before;
  const train::RunResult* now;
};

/// A measure of a group with the values that it is judged by.
struct MeasuredPair {
  MeasureCheck check;
  statistics::QualityPair values;
};

/// The metric's value at the end and, where it has a curve, the epochs until the target is reached. Nothing
/// where the metric is not measured on these data. Throws Error where it was measured before and is not now.
std::vector<MeasuredPair> measure(const std::vector<RunPair>& pairs, const train::Metric& metric,
                                  std::int64_t epochs, const CheckOptions& options);

}  // namespace tryall::tracking
