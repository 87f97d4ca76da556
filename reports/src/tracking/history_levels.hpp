#pragma once

#include <cstddef>
#include <vector>

#include "tryall/tracking/history.hpp"

namespace tryall::tracking {

/// Points of a series that can be compared: each has a seed in common with one before it.
using Lane = std::vector<std::size_t>;

/// In the order of their first points. Points without values are in none.
std::vector<Lane> lanes_of(const HistorySeries& series);

/// The points' levels with the seeds' own taken out: the least squares fit of level + seed to the values,
/// so that a point without the hard seeds is no higher for that. Rounded, so that equal levels are equal.
std::vector<double> levels_of(const HistorySeries& series, const Lane& lane);

/// A change to be judged: the stretches [begin, point) and [point, end) of a lane.
struct Candidate {
  std::size_t begin = 0, point = 0, end = 0;
  /// Only looked at because it is the newest: told where it is a change.
  bool probe = false;
};

/// The changes that E-divisive finds in the levels, single points at the ends among them, and the newest
/// point.
std::vector<Candidate> candidates_of(const std::vector<double>& levels,
                                     const statistics::ChangePointOptions& options);

}  // namespace tryall::tracking
