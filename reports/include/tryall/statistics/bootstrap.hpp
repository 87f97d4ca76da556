#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "tryall/statistics/interval.hpp"

namespace tryall::statistics {

/// Ways to an interval from resamples.
///
/// Share of 95 % intervals that hold the true value: 4,000 normal samples of n, 2,000 resamples each
/// (tests/reports/statistics/coverage_test.cpp simulates part of it):
///
/// | n  | mean: t | percentile | expanded | bca  | bootstrap_t | median, IQM: expanded |
/// | -- | ------- | ---------- | -------- | ---- | ----------- | --------------------- |
/// | 3  | .952    | .748       | .748     | .725 | .999        | .748, .748            |
/// | 5  | .948    | .841       | .919     | .837 | .948        | .939, .939            |
/// | 10 | .951    | .901       | .946     | .902 | .952        | .961, .968            |
///
/// Percentile and BCa are too short at the numbers of seeds that people run, and no bootstrap helps with
/// three. So by default: Student's interval (interval.hpp) for means, `expanded` for every other statistic.
/// Of skewed values (log-normal) all fall short at n = 10: t .84, expanded .85, bootstrap_t .91.
enum class BootstrapMethod {
  percentile,  ///< Quantiles of the resampled statistic.
  expanded,    ///< Percentile with tails of Phi(-sqrt(n / (n - 1)) t): Hesterberg (2015), section 5.2.
  bca,         ///< Bias-corrected and accelerated: Efron (1987).
};

/// A statistic of a sample: `mean`, `median`, `interquartile_mean`, or one's own.
using Statistic = double (*)(Values);

struct Bootstrap {
  std::string_view key;  ///< Which draws are made: a group's key, say, and what is asked of it.
  double level = 0.95;
  std::size_t resamples = 10'000;
  BootstrapMethod method = BootstrapMethod::expanded;
};

/// The statistic of each resample; empty where there are no values.
std::vector<double> resampled(Values values, Statistic statistic, const Bootstrap& bootstrap);

Interval bootstrap_interval(Values values, Statistic statistic, const Bootstrap& bootstrap);

/// mean - t*(1 - a) se, mean - t*(a) se, where t* = (mean* - mean) / se* of each resample: Efron (1981), for
/// means alone. Second-order correct, but at fewer than 10 values long and easily upset.
Interval bootstrap_t_interval(Values values, const Bootstrap& bootstrap);

/// The quantile p of values, interpolated linearly as numpy.quantile does; puts them in another order.
double quantile(std::span<double> values, double p);

/// From a resampled statistic, for n values; puts it in another order.
Interval percentile_interval(std::span<double> resampled, double level);
double expanded_level(double level, std::size_t n);
/// `observed` is the statistic of the sample, `jackknife` that of the sample without each of its values.
Interval bca_interval(std::span<double> resampled, double observed, Values jackknife, double level);

}  // namespace tryall::statistics
