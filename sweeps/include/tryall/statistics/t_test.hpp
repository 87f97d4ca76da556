#pragma once

#include <vector>

#include "tryall/statistics/summary.hpp"

namespace tryall::statistics {

/// A test's outcome; `p` is two-sided, and no value where there is too little to test or something infinite.
struct TestResult {
  double statistic = no_value;
  double p = no_value;
  double degrees_of_freedom = no_value;  ///< Where the statistic has them.
  /// The differences (Welch: both samples) do not vary: p is 0 or 1 as in the limit, which few seeds with
  /// coarse metrics reach by chance; say so beside it.
  bool no_spread = false;
};

/// a[i] - b[i], with these two cares: equal values, infinite ones too, differ by 0; and differences that
/// are the same up to rounding are made the same, so that no spread of 1e-17 is taken for one.
/// Throws nothing; the sizes must agree.
std::vector<double> differences(Values a, Values b);

/// An estimated mean, or difference of two means, and how far off it may be.
struct MeanEstimate {
  double center = no_value;
  double error = no_value;  ///< Its standard error.
  double degrees_of_freedom = no_value;
};

/// Of the mean of differences, whose standard deviation is taken to be at least `least_deviation`.
MeanEstimate paired_estimate(Values differences, double least_deviation = 0);
/// Of mean(a) - mean(b), of samples that are not paired and vary as they like: Welch (1947). Of samples that
/// go along with one another (the same seeds among them) the error is overestimated, never underestimated.
MeanEstimate welch_estimate(Values a, Values b, double least_deviation = 0);
/// t = center / error. Of paired_estimate Student's test that the mean is 0, of differences(a, b) as
/// scipy.stats.ttest_rel; of welch_estimate as scipy.stats.ttest_ind with equal_var=False.
TestResult test_of(const MeanEstimate& estimate);

/// Equal variances: as scipy.stats.ttest_ind.
TestResult pooled_t_test(Values a, Values b);

/// Two one-sided tests that the mean difference lies within -margin .. margin: Schuirmann (1987).
struct Equivalence {
  double p = no_value;            ///< The larger of the two: equivalent where it is at most alpha.
  double p_not_below = no_value;  ///< Against "the mean is -margin or less".
  double p_not_above = no_value;  ///< Against "the mean is margin or more".
};

/// margin > 0, in the metric's unit. Of an estimate without error, p is 0 or 1.
Equivalence equivalence_test(const MeanEstimate& estimate, double margin);
/// Of differences.
Equivalence equivalence_test(Values differences, double margin);

}  // namespace tryall::statistics
