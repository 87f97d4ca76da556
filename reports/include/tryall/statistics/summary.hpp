#pragma once

#include <cstddef>
#include <limits>
#include <span>

namespace tryall::statistics {

using Values = std::span<const double>;

/// What a statistic of nothing is: no value, NaN; never 0.
inline constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

/// All of these are `no_value` where there are too few values: none, or one for the standard deviation;
/// or where a value is NaN.
double mean(Values values);
/// With n - 1 in the denominator; exactly 0 where all values are the same.
double standard_deviation(Values values);
double median(Values values);
/// Interquartile mean: the mean of what is left when floor(n / 4) values are cut off at each end, as
/// scipy.stats.trim_mean(values, 0.25), which rliable takes (Agarwal et al. 2021).
double interquartile_mean(Values values);

/// A group in numbers.
struct Summary {
  std::size_t n = 0;         ///< Runs, diverged ones too.
  std::size_t diverged = 0;  ///< Of those, diverged or failed: they are in no statistic but the share.
  double mean = no_value, standard_deviation = no_value, median = no_value, interquartile_mean = no_value,
         min = no_value, max = no_value, share_diverged = no_value;
};

/// `values` are those of the runs that completed.
Summary summarize(Values values, std::size_t diverged = 0);

}  // namespace tryall::statistics
