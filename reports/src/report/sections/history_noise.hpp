#pragma once

#include <vector>

#include "tryall/tracking/history.hpp"

namespace tryall::reports {

/// Where a point would lie had nothing changed, by the noise of seeds.
struct NoiseBand {
  std::vector<double> low, high;  ///< By point; NaN where nothing is known.
};

/// Around the mean of each stretch between changes, 2 s / sqrt n; s is the deviation over seeds, pooled over
/// the stretch's points, n the completed runs of a point.
NoiseBand noise_band(const tracking::HistorySeries& series, const std::vector<tracking::Change>& changes);

}  // namespace tryall::reports
