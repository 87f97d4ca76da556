#include "compare_setting.hpp"

#include <cmath>
#include <limits>

#include "tryall/statistics/interval.hpp"
#include "tryall/statistics/t_test.hpp"

namespace tryall::reports {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

bool lost(const Run& run) { return !run.completed(); }

/// A - B of a pair, by which is better.
double gain_of(const Run& a, const Run& b, std::size_t metric, double sign) {
  if (lost(a) || lost(b)) return lost(a) && lost(b) ? 0 : lost(a) ? -infinite : infinite;
  return sign * (a.values[metric] - b.values[metric]);
}

double share_of(double gain) { return gain > 0 ? 1 : gain < 0 ? 0 : 0.5; }

/// The runs of the same seed; both groups have theirs in the order of seeds.
std::vector<std::pair<const Run*, const Run*>> by_seed(const Group& a, const Group& b, std::size_t metric) {
  std::vector<std::pair<const Run*, const Run*>> pairs;
  const auto measured = [&](const Run& run) { return lost(run) || !std::isnan(run.values[metric]); };
  for (auto one = a.runs.begin(), other = b.runs.begin(); one != a.runs.end() && other != b.runs.end();) {
    if (one->seed == other->seed && measured(*one) && measured(*other)) pairs.emplace_back(&*one, &*other);
    const std::uint64_t seed = one->seed;
    if (seed <= other->seed) ++one;
    if (other->seed <= seed) ++other;
  }
  return pairs;
}

}  // namespace

PairedRuns pair_runs(const MatchedPair& pair, std::size_t metric, Direction direction, double resolution,
                     bool share) {
  constexpr double two_roundings = 6;
  const double sign = direction == Direction::maximize ? 1 : -1;
  PairedRuns result;
  result.least_deviation = resolution / std::sqrt(two_roundings);
  MatchedSetting& setting = result.setting;
  setting = {.label = pair.label,
             .key_a = pair.a.key,
             .key_b = pair.b.key,
             .best_a = pair.best_a,
             .best_b = pair.best_b};
  std::vector<double> of_a, of_b, differences;
  for (const auto& [a, b] : by_seed(pair.a, pair.b, metric)) {
    ++setting.seeds;
    setting.diverged_a += lost(*a);
    setting.diverged_b += lost(*b);
    if (!lost(*a)) of_a.push_back(a->values[metric]);
    if (!lost(*b)) of_b.push_back(b->values[metric]);
    result.gains.push_back(gain_of(*a, *b, metric, sign));
    result.shares.push_back(share_of(result.gains.back()));
    if (!lost(*a) && !lost(*b)) differences.push_back(a->values[metric] - b->values[metric]);
  }
  setting.mean_a = statistics::mean(of_a);
  setting.mean_b = statistics::mean(of_b);
  setting.share = statistics::mean(result.shares);
  if (setting.diverged_a != setting.diverged_b)
    result.gain = setting.diverged_a > setting.diverged_b ? -infinite : infinite;
  else if (!differences.empty())
    result.gain = sign * statistics::mean(differences);
  setting.difference = sign * result.gain;
  if (setting.diverged_a + setting.diverged_b == 0 && differences.size() >= statistics::fewest_for_interval)
    setting.interval =
        statistics::interval_of(statistics::paired_estimate(differences, result.least_deviation));
  if (share) statistics::clamp_to_shares(setting.interval.low, setting.interval.high);
  return result;
}

}  // namespace tryall::reports
