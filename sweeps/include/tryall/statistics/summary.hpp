#pragma once

#include <cstddef>
#include <limits>
#include <span>

namespace tryall::statistics {

using Values = std::span<const double>;

/// What a statistic of nothing is: no value, NaN; never 0.
inline constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

/// The fewest values of which there is an interval.
inline constexpr std::size_t fewest_for_interval = 3;

bool has_nan(Values values);

/// All of these are `no_value` where there are too few values: none, or one for the standard deviation;
/// or where a value is NaN.
double mean(Values values);
/// With n - 1 in the denominator; exactly 0 where all values are the same.
double standard_deviation(Values values);
double median(Values values);

/// Cuts an interval of a difference of shares to [-1, 1], where every such difference lies. NaN stays.
void clamp_to_shares(double& low, double& high);

/// Of more different values no smallest step is looked for: shares of so many samples have none that matters.
inline constexpr std::size_t most_steps = 65'536;

/// The smallest distance of two values that differ by more than rounding (1e-9); 0 where there are none, and
/// of more than `most_steps` different values. Of shares of m samples it is 1 / m, once there are enough of
/// them: their resolution.
double smallest_step(Values values);

/// What the values of groups over their seeds are multiples of: the smallest step of all; 0 where no group
/// varies over its seeds, since steps between groups say nothing about seeds.
double seed_resolution(std::span<const Values> groups);

}  // namespace tryall::statistics
