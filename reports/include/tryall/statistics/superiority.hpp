#pragma once

#include "tryall/statistics/summary.hpp"

namespace tryall::statistics {

/// The probability that a run of A has the larger value than one of B; ties count half. An effect's size, to
/// be read beside a test, not one: with 5 seeds it is one of 11 numbers. Infinite values have their place, so
/// that a diverged run can stand as the worst there is. NaN for no values and where one is NaN.
///
/// Over pairs, one a seed: the share that A wins.
double probability_above_in_pairs(Values a, Values b);
/// Over all pairs of runs, unpaired: Mann and Whitney's U / (n m).
double probability_above(Values a, Values b);

}  // namespace tryall::statistics
