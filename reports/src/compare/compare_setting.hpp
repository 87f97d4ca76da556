#pragma once

#include <vector>

#include "compare_match.hpp"

namespace tryall::reports {

/// A pair of groups, run by run.
struct PairedRuns {
  MatchedSetting setting;
  std::vector<double> gains;   ///< A - B, in what is better, of each pair; infinite where one side diverged.
  std::vector<double> shares;  ///< 1, 1/2, 0: whether A won the pair.
  double least_deviation = 0;  ///< Of the gains: that of rounding, of a share.
  double gain = 0;             ///< Of the setting: the mean, or infinite where one side diverged more often.
};

/// Pairs by seed; seeds that one side lacks are left out. Both diverged is a tie. Values that are multiples
/// of `resolution` differ by no less than their rounding: a standard deviation of resolution / sqrt 6.
/// Of a `share` the interval ends at differences of 1.
PairedRuns pair_runs(const MatchedPair& pair, std::size_t metric, Direction direction, double resolution,
                     bool share);

}  // namespace tryall::reports
