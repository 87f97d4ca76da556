#include "tryall/statistics/rank_test.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "distributions.hpp"
#include "tryall/error.hpp"

namespace tryall::statistics {
namespace {

/// P(sum of the positive ranks <= sum), all signs being as likely; ranks are multiples of 1/2.
double signed_rank_lower(double sum, Values ranks) {
  std::vector<double> shares = {1};  // by twice the sum
  for (const double rank : ranks) {
    const auto step = static_cast<std::size_t>(std::lround(2 * rank));
    shares.resize(shares.size() + step, 0);
    for (std::size_t k = shares.size(); k-- > 0;)
      shares[k] = (shares[k] + (k >= step ? shares[k - step] : 0)) / 2;
  }
  const auto end = static_cast<std::ptrdiff_t>(std::lround(2 * sum)) + 1;
  return std::accumulate(shares.begin(), shares.begin() + end, 0.0);
}

constexpr std::size_t exact_up_to = 50;

/// The sum of t^3 - t over the sizes t of ties.
double tie_term(Values values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  double sum = 0;
  for (std::size_t i = 0, end = 0; i < sorted.size(); i = end) {
    while (end < sorted.size() && sorted[end] == sorted[i]) ++end;
    const auto size = static_cast<double>(end - i);
    sum += size * size * size - size;
  }
  return sum;
}

double two_sided_normal(double z) { return std::min(1.0, 2 * normal_cdf(-z)); }

double wilcoxon_normal(double smaller, double n, double ties) {
  const double center = n * (n + 1) / 4;
  const double variance = (n * (n + 1) * (2 * n + 1) - ties / 2) / 24;
  return two_sided_normal((center - smaller) / std::sqrt(variance));
}

}  // namespace

std::vector<double> ranks(Values values) {
  require(!has_nan(values), "NaN has no rank");
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return values[i] < values[j]; });
  std::vector<double> result(values.size());
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
    for (std::size_t i = begin; i < end; ++i) result[order[i]] = static_cast<double>(begin + 1 + end) / 2;
  }
  return result;
}

TestResult wilcoxon(Values a, Values b) {
  std::vector<double> nonzero = differences(a, b);
  if (nonzero.empty() || has_nan(nonzero)) return {};
  std::erase(nonzero, 0.0);
  if (nonzero.empty()) return {.statistic = 0, .p = 1, .no_spread = true};
  std::vector<double> sizes;
  for (const double difference : nonzero) sizes.push_back(std::fabs(difference));
  const std::vector<double> rank = ranks(sizes);
  double positive = 0, all = 0;
  for (std::size_t i = 0; i < rank.size(); ++i) {
    all += rank[i];
    if (nonzero[i] > 0) positive += rank[i];
  }
  const double smaller = std::min(positive, all - positive);
  const double p = rank.size() <= exact_up_to
                       ? std::min(1.0, 2 * signed_rank_lower(smaller, rank))
                       : wilcoxon_normal(smaller, static_cast<double>(rank.size()), tie_term(sizes));
  return {.statistic = smaller, .p = p};
}

}  // namespace tryall::statistics
