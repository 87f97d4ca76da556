#include "tryall/statistics/adjust.hpp"

#include <algorithm>
#include <cmath>

namespace tryall::statistics {
namespace {

/// Places of the p values there are, smallest first.
std::vector<std::size_t> ascending(Values p) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < p.size(); ++i)
    if (!std::isnan(p[i])) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return p[i] < p[j]; });
  return order;
}

}  // namespace

std::vector<double> holm(Values p) {
  const std::vector<std::size_t> order = ascending(p);
  std::vector<double> result(p.begin(), p.end());
  double largest = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    largest = std::max(largest, static_cast<double>(order.size() - i) * p[order[i]]);
    result[order[i]] = std::min(1.0, largest);
  }
  return result;
}

}  // namespace tryall::statistics
