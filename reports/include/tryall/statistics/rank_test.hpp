#pragma once

#include <vector>

#include "tryall/statistics/t_test.hpp"

namespace tryall::statistics {

/// Ranks from 1, the smallest first; ties share the mean of theirs. Infinite values have their place, NaN has
/// none.
std::vector<double> ranks(Values values);

/// Whether paired differences lie symmetrically about 0. Zeros are dropped; the statistic is the smaller of
/// the sums of ranks. Up to 50 differences p is exact, given their ties, by counting all assignments of
/// signs (scipy.stats.wilcoxon is exact without ties alone); beyond, normal and corrected for ties, as
/// SciPy's. With n differences p is never below 2^(1 - n): 5 seeds cannot reach .05. Wilcoxon (1945).
TestResult wilcoxon(Values a, Values b);

}  // namespace tryall::statistics
