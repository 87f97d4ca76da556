#include "tryall/statistics/quality.hpp"

#include <algorithm>
#include <cmath>

#include "tryall/statistics/adjust.hpp"
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

/// The fewer of those that would show the difference and those that would show that there is none.
std::optional<std::size_t> seeds_needed(Values difference, double margin, double alpha) {
  const double deviation = standard_deviation(difference);
  if (!(deviation > 0)) return std::nullopt;
  const auto to_differ = seeds_to_decide(mean(difference) / deviation, {.alpha = alpha});
  const auto to_equal =
      seeds_for_equivalence(std::fmax(margin - std::fabs(mean(difference)), 0) / deviation, {.alpha = alpha});
  if (!to_differ || !to_equal) return to_differ ? to_differ : to_equal;
  return std::min(*to_differ, *to_equal);
}

}  // namespace

std::vector<QualityChange> judge_quality(const std::vector<QualityPair>& pairs, double alpha) {
  std::vector<QualityChange> changes;
  std::vector<double> different, same;
  for (const QualityPair& pair : pairs) {
    const std::vector<double> difference = differences(pair.now, pair.before);
    const bool enough = difference.size() >= fewest_for_interval;
    changes.push_back({.mean_difference = mean(difference), .interval = t_interval(difference)});
    different.push_back(enough ? one_sample_t_test(difference).p : no_value);
    same.push_back(enough ? equivalence_test(difference, pair.margin).p : no_value);
  }
  different = holm(different);
  same = holm(same);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    changes[i].p_different = different[i];
    changes[i].p_same = same[i];
    changes[i].verdict = verdict_of(changes[i], pairs[i].direction, alpha);
    if (changes[i].verdict == QualityVerdict::insufficient && pairs[i].now.size() >= fewest_for_interval)
      changes[i].seeds_needed =
          seeds_needed(differences(pairs[i].now, pairs[i].before), pairs[i].margin, alpha);
  }
  return changes;
}

}  // namespace tryall::statistics
