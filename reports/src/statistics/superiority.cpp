#include "tryall/statistics/superiority.hpp"

#include <algorithm>
#include <cmath>

#include "distributions.hpp"
#include "tryall/error.hpp"
#include "tryall/statistics/resampler.hpp"

namespace tryall::statistics {
namespace {

double win(double a, double b) { return a > b ? 1 : a == b ? 0.5 : 0; }

/// Of n units with the same share of wins. Ties say nothing against .5.
Interval unanimous_interval(double probability, std::size_t n, double level) {
  const double bound = std::pow((1 - level) / 2, 1 / static_cast<double>(n));
  if (probability == 1) return {bound, 1, IntervalState::no_spread};
  if (probability == 0) return {0, 1 - bound, IntervalState::no_spread};
  if (probability == 0.5) return {probability, probability, IntervalState::no_spread};
  const auto units = static_cast<double>(n);
  const double wins = probability * units, tail = (1 - level) / 2;
  return {beta_quantile(tail, wins, units - wins + 1), beta_quantile(1 - tail, wins + 1, units - wins),
          IntervalState::no_spread};
}

Verdict verdict_of(const Interval& interval, double threshold) {
  if (std::isnan(interval.low)) return Verdict::insufficient;
  if (interval.low <= 0.5) return Verdict::not_significant;
  return interval.high <= threshold ? Verdict::not_meaningful : Verdict::meaningful;
}

/// P(A > B) of samples in which both are sorted: linear, where all pairs are quadratic.
double sorted_probability(Values a, Values b) {
  double sum = 0;
  std::size_t below = 0, up_to = 0;
  for (const double value : a) {
    while (below < b.size() && b[below] < value) ++below;
    while (up_to < b.size() && b[up_to] <= value) ++up_to;
    sum += static_cast<double>(below + up_to) / 2;
  }
  return sum / (static_cast<double>(a.size()) * static_cast<double>(b.size()));
}

std::vector<double> sorted(Values values) {
  std::vector<double> result(values.begin(), values.end());
  std::sort(result.begin(), result.end());
  return result;
}

Interval unpaired_interval(Values a, Values b, const Bootstrap& bootstrap) {
  Resampler resampler(bootstrap.key);
  std::vector<double> of_a(a.size()), of_b(b.size()), draws(bootstrap.resamples);
  for (double& draw : draws) {
    resampler.draw(a, of_a);
    resampler.draw(b, of_b);
    std::sort(of_a.begin(), of_a.end());
    std::sort(of_b.begin(), of_b.end());
    draw = sorted_probability(of_a, of_b);
  }
  return percentile_interval(draws, expanded_level(bootstrap.level, std::min(a.size(), b.size())));
}

}  // namespace

Superiority paired_superiority(Values a, Values b, const Bootstrap& bootstrap, double threshold) {
  require(a.size() == b.size(), "paired values come in pairs");
  if (a.empty() || has_nan(a) || has_nan(b)) return {};
  std::vector<double> wins;
  for (std::size_t i = 0; i < a.size(); ++i) wins.push_back(win(a[i], b[i]));
  return superiority_over(wins, bootstrap, threshold);
}

Superiority superiority_over(Values shares, const Bootstrap& bootstrap, double threshold) {
  if (shares.empty() || has_nan(shares)) return {};
  Superiority result{.probability = mean(shares)};
  result.interval = bootstrap_interval(shares, mean, bootstrap);
  if (result.interval.state == IntervalState::no_spread)
    result.interval = unanimous_interval(result.probability, shares.size(), bootstrap.level);
  result.verdict = verdict_of(result.interval, threshold);
  return result;
}

Superiority unpaired_superiority(Values a, Values b, const Bootstrap& bootstrap, double threshold) {
  if (a.empty() || b.empty() || has_nan(a) || has_nan(b)) return {};
  const std::size_t n = std::min(a.size(), b.size());
  Superiority result{.probability = probability_above(a, b)};
  if (n < fewest_for_interval) return result;
  const bool unanimous = result.probability == 0 || result.probability == 1;
  result.interval = unanimous ? unanimous_interval(result.probability, n, bootstrap.level)
                              : unpaired_interval(a, b, bootstrap);
  result.verdict = verdict_of(result.interval, threshold);
  return result;
}

double probability_above(Values a, Values b) {
  if (a.empty() || b.empty() || has_nan(a) || has_nan(b)) return no_value;
  return sorted_probability(sorted(a), sorted(b));
}

}  // namespace tryall::statistics
