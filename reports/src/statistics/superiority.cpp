#include "tryall/statistics/superiority.hpp"

#include <algorithm>
#include <vector>

#include "tryall/error.hpp"

namespace tryall::statistics {
namespace {

double win(double a, double b) { return a > b ? 1 : a == b ? 0.5 : 0; }

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

}  // namespace

double probability_above_in_pairs(Values a, Values b) {
  require(a.size() == b.size(), "paired values come in pairs");
  if (a.empty() || has_nan(a) || has_nan(b)) return no_value;
  double wins = 0;
  for (std::size_t i = 0; i < a.size(); ++i) wins += win(a[i], b[i]);
  return wins / static_cast<double>(a.size());
}

double probability_above(Values a, Values b) {
  if (a.empty() || b.empty() || has_nan(a) || has_nan(b)) return no_value;
  return sorted_probability(sorted(a), sorted(b));
}

}  // namespace tryall::statistics
