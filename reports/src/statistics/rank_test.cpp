#include "tryall/statistics/rank_test.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "tryall/error.hpp"
#include "tryall/statistics/distributions.hpp"

namespace tryall::statistics {
namespace {

constexpr std::size_t exact_up_to = 50;

/// P(the sum of the positive ranks <= t), t = 0 .. n (n + 1) / 2, of the ranks 1 .. n with all signs as
/// likely.
std::vector<double> exact_lower(std::size_t n) {
  std::vector<double> shares = {1};
  for (std::size_t rank = 1; rank <= n; ++rank) {
    shares.resize(shares.size() + rank, 0);
    for (std::size_t k = shares.size(); k-- > 0;)
      shares[k] = (shares[k] + (k >= rank ? shares[k - rank] : 0)) / 2;
  }
  std::partial_sum(shares.begin(), shares.end(), shares.begin());
  return shares;
}

double normal_lower(std::size_t t, std::size_t of) {
  const auto n = static_cast<double>(of);
  return normal_cdf((static_cast<double>(t) - n * (n + 1) / 4) / std::sqrt(n * (n + 1) * (2 * n + 1) / 24));
}

/// The two-sided p value of each smaller count of Walsh averages, 0 .. half of them.
std::vector<double> two_sided(std::size_t n) {
  const std::vector<double> exact = n <= exact_up_to ? exact_lower(n) : std::vector<double>();
  std::vector<double> p(n * (n + 1) / 4 + 1);
  for (std::size_t t = 0; t < p.size(); ++t)
    p[t] = std::min(1.0, 2 * (exact.empty() ? normal_lower(t, n) : exact[t]));
  return p;
}

std::vector<double> sorted_walsh_averages(Values values) {
  std::vector<double> averages;
  for (std::size_t i = 0; i < values.size(); ++i)
    for (std::size_t j = i; j < values.size(); ++j) {
      const double average = (values[i] + values[j]) / 2;
      averages.push_back(std::isnan(average) ? 0 : average);  // lost against won
    }
  std::sort(averages.begin(), averages.end());
  return averages;
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

SignedRanks signed_ranks(Values differences) {
  if (differences.empty() || has_nan(differences)) return {};
  const std::vector<double> averages = sorted_walsh_averages(differences);
  const std::size_t all = averages.size();
  const auto not_above = std::upper_bound(averages.begin(), averages.end(), 0.0) - averages.begin();
  const auto below = std::lower_bound(averages.begin(), averages.end(), 0.0) - averages.begin();
  const auto not_below = static_cast<std::ptrdiff_t>(all) - below;
  const std::vector<double> p = two_sided(differences.size());
  const auto smaller = static_cast<std::size_t>(std::min(not_above, not_below));
  SignedRanks result{.estimate = (averages[(all - 1) / 2] + averages[all / 2]) / 2,
                     .p = smaller < p.size() ? p[smaller] : 1};
  if (std::isnan(result.estimate)) result.estimate = 0;
  constexpr double alpha = 0.05;
  const auto rejected = static_cast<std::size_t>(
      std::partition_point(p.begin(), p.end(), [](double one) { return one <= alpha; }) - p.begin());
  if (rejected == 0) return result;  // not even if all lay on one side
  result.low = averages[rejected - 1];
  result.high = averages[all - rejected];
  return result;
}

}  // namespace tryall::statistics
