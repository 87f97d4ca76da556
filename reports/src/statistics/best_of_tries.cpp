#include "tryall/statistics/best_of_tries.hpp"

#include <algorithm>
#include <cmath>

#include "tryall/error.hpp"
#include "tryall/statistics/resampler.hpp"

namespace tryall::statistics {
namespace {

/// P(the best of n draws is at or below rank i), i = 0 .. N.
std::vector<double> rank_distribution(std::size_t total, std::size_t n, BestForm form) {
  std::vector<double> result(total + 1, 0);
  result[total] = 1;
  if (form == BestForm::unbiased) {
    // C(i, n) / C(N, n), from above: C(i, n) = C(i + 1, n) (i + 1 - n) / (i + 1)
    for (std::size_t i = total; i-- > n;)
      result[i] = result[i + 1] * static_cast<double>(i + 1 - n) / static_cast<double>(i + 1);
    return result;
  }
  for (std::size_t i = 0; i < total; ++i)
    result[i] = std::pow(static_cast<double>(i) / static_cast<double>(total), static_cast<double>(n));
  return result;
}

/// Worst first, so that the best has the highest rank.
std::vector<double> worst_first(Values values, train::Direction direction) {
  require(!has_nan(values), "NaN is neither better nor worse");
  std::vector<double> result(values.begin(), values.end());
  std::sort(result.begin(), result.end());
  if (direction == train::Direction::minimize) std::reverse(result.begin(), result.end());
  return result;
}

/// `counts` says how often each value is in the sample; `upto` belongs to its size.
double expectation(Values ordered, const std::vector<std::uint32_t>& counts,
                   const std::vector<double>& upto) {
  double sum = 0;
  std::size_t rank = 0;
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    const std::size_t next = rank + counts[i];
    if (const double weight = upto[next] - upto[rank]; weight > 0) sum += ordered[i] * weight;
    rank = next;
  }
  return sum;
}

Interval interval_of(Values ordered, std::size_t n, const BestOfTriesOptions& options) {
  const IntervalState state = interval_state(ordered);
  if (state == IntervalState::no_spread) return {ordered.front(), ordered.front(), state};
  if (state != IntervalState::given) return {.state = state};
  const std::vector<double> upto = rank_distribution(ordered.size(), n, options.form);
  Resampler resampler(options.bootstrap.key);
  std::vector<double> draws(options.bootstrap.resamples);
  std::vector<std::uint32_t> counts(ordered.size());
  for (double& draw : draws) {
    std::fill(counts.begin(), counts.end(), 0);
    for (std::size_t i = 0; i < ordered.size(); ++i)
      ++counts[resampler.below(static_cast<std::uint32_t>(ordered.size()))];
    draw = expectation(ordered, counts, upto);
  }
  return percentile_interval(draws, expanded_level(options.bootstrap.level, ordered.size()));
}

}  // namespace

double expected_best(Values values, std::size_t n, const BestOfTriesOptions& options) {
  if (n == 0 || n > values.size()) return no_value;
  const std::vector<std::uint32_t> once(values.size(), 1);
  return expectation(worst_first(values, options.direction), once,
                     rank_distribution(values.size(), n, options.form));
}

std::vector<BestOfTries> best_of_tries(Values values, const std::vector<std::size_t>& tries,
                                       const BestOfTriesOptions& options) {
  const std::vector<double> ordered = worst_first(values, options.direction);
  std::vector<BestOfTries> result;
  for (const std::size_t n : tries)
    if (n >= 1 && n <= values.size())
      result.push_back({n, expected_best(values, n, options), interval_of(ordered, n, options)});
  return result;
}

}  // namespace tryall::statistics
