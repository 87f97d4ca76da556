#pragma once

#include <cstddef>
#include <vector>

#include "tryall/statistics/summary.hpp"

namespace tryall::statistics {

/// A place in a series where its level changes; the statistics are those of the stretches between it and the
/// change points beside it.
struct ChangePoint {
  std::size_t index = 0;  ///< The first value of the new level.
  double mean_before = no_value, mean_after = no_value;
  double deviation_before = no_value, deviation_after = no_value;
  double p = no_value;                ///< Student's t test, equal variances, two-sided.
  double relative_change = no_value;  ///< |after - before| over the smaller of the two in size.
};

struct ChangePointOptions {
  double p = 0.001;         ///< Most p of a change point. Splitting is tenfold as generous.
  double least_change = 0;  ///< Least relative change.
  std::size_t window = 50;  ///< Windows overlap by half. Time and memory go by its square.
  std::size_t least_segment = 2;
  /// Values off the median of the five around them by more than 5 sigma are taken for that median; sigma is
  /// 1.4826 median |x(i) - x(i - 1)| / sqrt 2. A change shows once three values stand behind it.
  bool ignore_spikes = false;
};

/// E-divisive with means tested by t, as Apache Otava (Fleming et al. 2023, "Hunter"; Matteson and James
/// 2014). Each window is split where the energy distance of left and right (power 1, every right end) is the
/// largest, while the t test's p is below 10 p (2 p from .05 on), or below p / 10 against the right part up
/// to that right end alone; then, while the weakest point's p is not below p, or else the smallest change is
/// not above `least_change`, that point is dropped and its neighbours tested anew. Deterministic; time is
/// linear in the length. Three deviations from Otava: standard deviations are those of a sample (n - 1), no
/// segment is shorter than `least_segment`, and the test up to the right end: in Otava a step down hides the
/// step up before it (of 6, 6 and 6 values with steps of 15 deviations neither is found). A point's place was
/// chosen for its contrast, so p is smaller than a fair one. With the default of .001, normal noise has a
/// change point in 0.7 % of series of 10 values, 2.1 % of 50, 4.2 % of 100, 21 % of 400. Values must be
/// finite.
std::vector<ChangePoint> change_points(Values series, const ChangePointOptions& options = {});

}  // namespace tryall::statistics
