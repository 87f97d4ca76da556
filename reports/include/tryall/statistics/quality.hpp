#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "tryall/statistics/interval.hpp"
#include "tryall/train/metric.hpp"

namespace tryall::statistics {

/// One metric of one group, before and now: paired by seed, unless there are more seeds now than before.
struct QualityPair {
  std::vector<double> before, now;
  train::Direction direction = train::Direction::maximize;
  double margin = 0;  ///< Above 0: mean differences below it do not matter, in the metric's unit.
  /// The values are multiples of it, as counts are of 1: they are taken to vary by no less than rounding does
  /// (each by resolution / sqrt 12), since a few of them are soon the same by chance.
  double resolution = 0;
  bool share = false;  ///< The values lie within 0 and 1, and so intervals of differences within -1 and 1.

  bool paired() const { return before.size() == now.size(); }
};

enum class QualityVerdict { same, better, worse, insufficient };

/// What became of it.
struct QualityChange {
  QualityVerdict verdict = QualityVerdict::insufficient;
  double mean_difference = no_value;  ///< now - before.
  Interval interval = {};             ///< Student's of that mean, not adjusted.
  double p_different = no_value;      ///< Paired t test (Welch's where not paired), adjusted by Holm.
  double p_same = no_value;           ///< Two one-sided tests of the margin, adjusted by Holm.
  double p_not_worse = no_value;      ///< One-sided, against "worse by the margin or more"; Holm as well.
  /// Where insufficient: seeds, on both sides, that would decide with power .8, were the mean difference and
  /// spread seen the true ones. No value with fewer than three seeds, or where 10,000 would not do.
  std::optional<std::size_t> seeds_needed = std::nullopt;
};

/// How many times as large the variance of the difference of means were without pairing; about 1 where
/// pairing gains nothing. No value with fewer than three pairs.
double pairing_gain(const QualityPair& pair);

/// Same where equivalence within the margin is shown, even if there is a difference; else better or worse
/// where a difference is shown; else insufficient, as with fewer than three pairs. Both kinds of p values are
/// adjusted by Holm over all pairs, so that the chance of any wrong "better" or "worse" is at most alpha, and
/// that of any wrong "same" as well. For several looks, alpha is the look's level (sequential.hpp).
std::vector<QualityChange> judge_quality(const std::vector<QualityPair>& pairs, double alpha = 0.05);

}  // namespace tryall::statistics
