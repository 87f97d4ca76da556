#include "tryall/statistics/quality.hpp"

#include <algorithm>
#include <cmath>

#include "tryall/statistics/adjust.hpp"
#include "tryall/statistics/distributions.hpp"
#include "tryall/statistics/effect.hpp"
#include "tryall/statistics/t_test.hpp"

namespace tryall::statistics {
namespace {

QualityVerdict verdict_of(const QualityChange& change, train::Direction direction, double alpha) {
  if (change.p_same <= alpha) return QualityVerdict::same;
  if (!(change.p_different <= alpha)) return QualityVerdict::insufficient;
  const bool up = change.mean_difference > 0;
  return up == (direction == train::Direction::maximize) ? QualityVerdict::better : QualityVerdict::worse;
}

MeanEstimate unpaired_estimate_of(const QualityPair& pair) {
  constexpr double of_rounding = 12;
  return welch_estimate(pair.now, pair.before, pair.resolution / std::sqrt(of_rounding));
}

MeanEstimate estimate_of(const QualityPair& pair) {
  constexpr double of_two_roundings = 6;
  if (!pair.paired()) return unpaired_estimate_of(pair);
  return paired_estimate(differences(pair.now, pair.before), pair.resolution / std::sqrt(of_two_roundings));
}

Interval interval_of(const QualityPair& pair, const MeanEstimate& estimate) {
  Interval interval =
      pair.paired() ? t_interval(differences(pair.now, pair.before)) : statistics::interval_of(estimate);
  if (pair.share) clamp_to_shares(interval.low, interval.high);
  return interval;
}

/// The fewer of those that would show the difference and those that would show that there is none.
std::optional<std::size_t> seeds_needed(const QualityPair& pair, const MeanEstimate& estimate, double alpha) {
  const double deviation = pair.paired()
                               ? estimate.error * std::sqrt(static_cast<double>(pair.now.size()))
                               : std::hypot(standard_deviation(pair.now), standard_deviation(pair.before));
  if (!(deviation > 0)) return std::nullopt;
  const double center = std::fabs(estimate.center);
  const auto to_differ = seeds_to_decide(center / deviation, {.alpha = alpha});
  const auto to_equal =
      seeds_for_equivalence(std::fmax(pair.margin - center, 0) / deviation, {.alpha = alpha});
  if (!to_differ || !to_equal) return to_differ ? to_differ : to_equal;
  return std::min(*to_differ, *to_equal);
}

}  // namespace

double pairing_gain(const QualityPair& pair) {
  if (!pair.paired() || pair.now.size() < fewest_for_interval) return no_value;
  const double ratio = unpaired_estimate_of(pair).error / estimate_of(pair).error;
  return ratio * ratio;
}

std::vector<QualityChange> judge_quality(const std::vector<QualityPair>& pairs, double alpha) {
  std::vector<QualityChange> changes(pairs.size());
  std::vector<MeanEstimate> estimates;
  std::vector<double> different, same, not_worse;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const QualityPair& pair = pairs[i];
    const MeanEstimate& estimate = estimates.emplace_back(estimate_of(pair));
    changes[i].mean_difference = estimate.center;
    changes[i].interval = interval_of(pair, estimate);
    const bool enough = std::min(pair.before.size(), pair.now.size()) >= fewest_for_interval;
    const Equivalence equivalence = enough ? equivalence_test(estimate, pair.margin) : Equivalence{};
    const bool maximize = pair.direction == train::Direction::maximize;
    different.push_back(enough ? test_of(estimate).p : no_value);
    same.push_back(equivalence.p);
    not_worse.push_back(maximize ? equivalence.p_not_below : equivalence.p_not_above);
  }
  different = holm(different);
  same = holm(same);
  not_worse = holm(not_worse);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    changes[i].p_different = different[i];
    changes[i].p_same = same[i];
    changes[i].p_not_worse = not_worse[i];
    changes[i].verdict = verdict_of(changes[i], pairs[i].direction, alpha);
    if (changes[i].verdict == QualityVerdict::insufficient && !std::isnan(different[i]))
      changes[i].seeds_needed = seeds_needed(pairs[i], estimates[i], alpha);
  }
  return changes;
}

}  // namespace tryall::statistics
