#pragma once

#include <vector>

#include "tryall/statistics/summary.hpp"

namespace tryall::statistics {

/// Ranks from 1, the smallest first; ties share the mean of theirs. Infinite values have their place, NaN has
/// none.
std::vector<double> ranks(Values values);

/// How far differences lie from 0 by their ranks.
struct SignedRanks {
  double estimate = no_value;              ///< Hodges and Lehmann's: the median of the Walsh averages.
  double low = no_value, high = no_value;  ///< Its 95 % interval; none below six differences.
  double p = no_value;                     ///< Two-sided.
};

/// The fewest differences of which signed ranks can say anything at .05: 2 / 2^6.
inline constexpr std::size_t fewest_for_signed_ranks = 6;

/// Wilcoxon's signed-rank test (1945) and the interval that belongs to it, both of the Walsh averages
/// (d_i + d_j) / 2, i <= j: the statistic is the smaller of how many are at or below and at or above 0, the
/// ends are those averages at which the test would just not reject. So the interval leaves 0 out exactly
/// where p <= .05. Zeros and ties count against a difference; infinite differences (of diverged runs) have
/// their place, and ends may be infinite. Up to 50 differences p is exact for differences without ties, as
/// scipy.stats.wilcoxon's; beyond, normal with correction for continuity. Hollander, Wolfe and Chicken
/// (2014), chapter 3.
SignedRanks signed_ranks(Values differences);

}  // namespace tryall::statistics
