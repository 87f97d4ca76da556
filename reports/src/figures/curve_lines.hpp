#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "tryall/reports/figures/figure.hpp"

namespace tryall::reports {

/// A replicate up to its first value that is not finite.
struct Replicate {
  std::vector<double> values = {};
  bool broken = false;  ///< It diverged.
};

struct CurvePoint {
  double epoch = 1;
  double value = 0;
};

/// A series worked out for drawing.
struct CurveLine {
  std::vector<Replicate> replicates = {};
  std::vector<double> mean = {};        ///< From epoch 1 to the first divergence.
  std::vector<std::size_t> count = {};  ///< Replicates that reached the epoch, for each value of the mean.
  std::size_t diverged = 0;

  /// Where the label points to: the last of the mean or, when that has no epoch, the mean of the replicates'
  /// last values at the latest of their epochs. Nothing when no replicate has a value.
  std::optional<CurvePoint> anchor() const;
};

CurveLine curve_line(const CurveSeries& series);

}  // namespace tryall::reports
