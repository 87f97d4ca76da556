#pragma once

#include <cstddef>

#include "tryall/statistics/summary.hpp"
#include "tryall/statistics/t_test.hpp"

namespace tryall::statistics {

/// Why an interval is what it is.
enum class IntervalState {
  given,
  no_spread,   ///< All values are the same, which says nothing about other seeds: no interval of a mean.
  too_few,     ///< Fewer than three values: no interval.
  not_finite,  ///< A value is infinite or NaN: no interval.
};

/// A confidence interval; without a value where `state` is too_few or not_finite.
struct Interval {
  double low = no_value, high = no_value;
  IntervalState state = IntervalState::too_few;
};

/// too_few, not_finite, no_spread, or given where nothing is wrong with the values.
IntervalState interval_state(Values values);

/// The 95 % interval of a mean as every table, page and file of the program has it
/// (sweeps::RunningStatistics::interval): of a share within 0 and 1. Where all values are the same there is
/// none.
Interval mean_interval(Values values, bool share);

/// Student's interval of the mean, mean -+ t(1 - (1 - level) / 2, n - 1) sd / sqrt n. At seeds' usual numbers
/// (3 to 20) it is the one that covers what it says (see bootstrap.hpp), and so the default for means.
Interval t_interval(Values values, double level = 0.95);

/// center -+ t(.975, degrees of freedom) error: the 95 % interval that agrees with the test. `no_spread` and
/// without ends where there is no error.
Interval interval_of(const MeanEstimate& estimate);

}  // namespace tryall::statistics
