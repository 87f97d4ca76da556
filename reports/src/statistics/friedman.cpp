#include "tryall/statistics/friedman.hpp"

#include <algorithm>
#include <cmath>

#include "tryall/error.hpp"
#include "tryall/statistics/distributions.hpp"
#include "tryall/statistics/rank_test.hpp"

namespace tryall::statistics {
namespace {

std::vector<double> ranks_best_first(std::vector<double> block, train::Direction direction) {
  if (direction == train::Direction::maximize)
    for (double& value : block) value = -value;
  return ranks(block);
}

/// Where ranks are tied their squares sum to less than those of 1 .. k: what of the variance is left.
double share_left(const std::vector<std::vector<double>>& ranked) {
  double squares = 0;
  for (const auto& block : ranked)
    for (const double rank : block) squares += rank * rank;
  const auto n = static_cast<double>(ranked.size()), k = static_cast<double>(ranked.front().size());
  const double without_ranks = n * k * (k + 1) * (k + 1) / 4;
  return (squares - without_ranks) / (n * k * (k * k - 1) / 12);
}

}  // namespace

Friedman friedman(const Blocks& blocks, train::Direction direction) {
  if (blocks.size() < 2 || blocks.front().size() < 2) return {};
  const std::size_t treatments = blocks.front().size();
  const auto n = static_cast<double>(blocks.size()), k = static_cast<double>(treatments);
  std::vector<std::vector<double>> ranked;
  Friedman result{.average_ranks = std::vector<double>(treatments, 0)};
  for (const auto& block : blocks) {
    require(block.size() == treatments, "every block has every treatment");
    ranked.push_back(ranks_best_first(block, direction));
    for (std::size_t i = 0; i < treatments; ++i) result.average_ranks[i] += ranked.back()[i] / n;
  }
  double squares = 0;
  for (const double rank : result.average_ranks) squares += (rank - (k + 1) / 2) * (rank - (k + 1) / 2);
  const double left = share_left(ranked);
  if (left <= 0) return result;
  result.chi_squared = 12 * n / (k * (k + 1)) * squares / left;
  result.p = chi_squared_upper(result.chi_squared, k - 1);
  return result;
}

double nemenyi_quantile(std::size_t k, double alpha) {
  require(k >= 2 && alpha > 0 && alpha < 1, "two treatments and an alpha between 0 and 1");
  double low = 0, high = 40;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (normal_range_cdf(middle, k) < 1 - alpha ? low : high) = middle;
  }
  return high / std::sqrt(2.0);
}

double nemenyi_critical_difference(std::size_t k, std::size_t blocks, double alpha) {
  const auto size = static_cast<double>(k);
  return nemenyi_quantile(k, alpha) * std::sqrt(size * (size + 1) / (6 * static_cast<double>(blocks)));
}

}  // namespace tryall::statistics
