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

/// The values of a sample, worst first, each with its last rank there.
struct RankedSample {
  std::vector<double> values;
  std::vector<std::size_t> ranks;
};

/// `counts` says how often each value is in the sample.
void rank_into(RankedSample& sample, Values ordered, const std::vector<std::uint32_t>& counts) {
  sample.values.clear();
  sample.ranks.clear();
  std::size_t rank = 0;
  for (std::size_t i = 0; i < ordered.size(); ++i)
    if (counts[i] > 0) {
      sample.values.push_back(ordered[i]);
      sample.ranks.push_back(rank += counts[i]);
    }
}

/// `upto` belongs to the sample's size.
double expectation(const RankedSample& sample, const std::vector<double>& upto) {
  double sum = 0, below = upto[0];
  for (std::size_t i = 0; i < sample.values.size(); ++i) {
    const double here = upto[sample.ranks[i]];
    if (here > below) sum += sample.values[i] * (here - below);
    below = here;
  }
  return sum;
}

/// The expectations for every number of tries in each resample: one row of `draws` per number of tries. All
/// share their resamples, which are the costly part.
std::vector<std::vector<double>> resampled(Values ordered, const std::vector<std::vector<double>>& uptos,
                                           const Bootstrap& bootstrap) {
  std::vector<std::vector<double>> draws(uptos.size(), std::vector<double>(bootstrap.resamples));
  Resampler resampler(bootstrap.key);
  std::vector<std::uint32_t> counts(ordered.size());
  RankedSample sample;
  for (std::size_t k = 0; k < bootstrap.resamples; ++k) {
    std::fill(counts.begin(), counts.end(), 0);
    for (std::size_t i = 0; i < ordered.size(); ++i)
      ++counts[resampler.below(static_cast<std::uint32_t>(ordered.size()))];
    rank_into(sample, ordered, counts);
    for (std::size_t j = 0; j < uptos.size(); ++j) draws[j][k] = expectation(sample, uptos[j]);
  }
  return draws;
}

std::vector<Interval> intervals_of(Values ordered, const std::vector<std::vector<double>>& uptos,
                                   const Bootstrap& bootstrap) {
  const IntervalState state = interval_state(ordered);
  if (state != IntervalState::given) {
    const double same = state == IntervalState::no_spread ? ordered.front() : no_value;
    return std::vector<Interval>(uptos.size(), {same, same, state});
  }
  std::vector<Interval> result;
  for (std::vector<double>& draws : resampled(ordered, uptos, bootstrap))
    result.push_back(percentile_interval(draws, expanded_level(bootstrap.level, ordered.size())));
  return result;
}

/// The sample itself, each value once.
RankedSample whole_sample(Values ordered) {
  RankedSample sample;
  rank_into(sample, ordered, std::vector<std::uint32_t>(ordered.size(), 1));
  return sample;
}

}  // namespace

std::vector<BestOfTries> best_of_tries(Values values, const std::vector<std::size_t>& tries,
                                       const BestOfTriesOptions& options) {
  const std::vector<double> ordered = worst_first(values, options.direction);
  const RankedSample sample = whole_sample(ordered);
  std::vector<BestOfTries> result;
  std::vector<std::vector<double>> uptos;
  for (const std::size_t n : tries)
    if (n >= 1 && n <= values.size()) {
      uptos.push_back(rank_distribution(ordered.size(), n, options.form));
      result.push_back({n, expectation(sample, uptos.back()), {}});
    }
  const std::vector<Interval> intervals = intervals_of(ordered, uptos, options.bootstrap);
  for (std::size_t i = 0; i < result.size(); ++i) result[i].interval = intervals[i];
  return result;
}

}  // namespace tryall::statistics
