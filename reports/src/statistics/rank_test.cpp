#include "tryall/statistics/rank_test.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "distributions.hpp"
#include "rank_counts.hpp"
#include "tryall/error.hpp"

namespace tryall::statistics {
namespace {

constexpr std::size_t mann_whitney_exact_up_to = 8, wilcoxon_exact_up_to = 50;

bool has_nan(Values values) {
  return std::any_of(values.begin(), values.end(), [](double value) { return std::isnan(value); });
}

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

double mann_whitney_normal(double u, double n, double m, double ties) {
  const double total = n + m, center = n * m / 2;
  const double variance = n * m / 12 * (total + 1 - ties / (total * (total - 1)));
  if (!(variance > 0)) return 1;  // all values are the same
  return two_sided_normal((std::max(u, n * m - u) - center - 0.5) / std::sqrt(variance));
}

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

TestResult mann_whitney(Values a, Values b) {
  if (a.empty() || b.empty() || has_nan(a) || has_nan(b)) return {};
  std::vector<double> both(a.begin(), a.end());
  both.insert(both.end(), b.begin(), b.end());
  const std::vector<double> rank = ranks(both);
  const auto n = static_cast<double>(a.size()), m = static_cast<double>(b.size());
  const double sum = std::accumulate(rank.begin(), rank.begin() + static_cast<std::ptrdiff_t>(a.size()), 0.0);
  const double u = sum - n * (n + 1) / 2, ties = tie_term(both);
  const bool exact = ties == 0 && std::min(a.size(), b.size()) <= mann_whitney_exact_up_to;
  const double p = exact ? std::min(1.0, 2 * u_upper(std::max(u, n * m - u), a.size(), b.size()))
                         : mann_whitney_normal(u, n, m, ties);
  return {.statistic = u, .p = p};
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
  const double p = rank.size() <= wilcoxon_exact_up_to
                       ? std::min(1.0, 2 * signed_rank_lower(smaller, rank))
                       : wilcoxon_normal(smaller, static_cast<double>(rank.size()), tie_term(sizes));
  return {.statistic = smaller, .p = p};
}

}  // namespace tryall::statistics
