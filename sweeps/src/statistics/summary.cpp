#include "tryall/statistics/summary.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <unordered_set>
#include <vector>

namespace tryall::statistics {
namespace {

bool all_same(Values values) {
  return std::all_of(values.begin(), values.end(), [&](double value) { return value == values.front(); });
}

/// The median of values, which it moves about.
double median_of(std::span<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  const double lower = *std::max_element(values.begin(), middle);
  return lower == *middle ? lower : (lower + *middle) / 2;
}

/// The finite values that differ, sorted; none where there are more than `most`.
std::vector<double> distinct_values(std::span<const Values> groups, std::size_t most) {
  std::unordered_set<double> distinct;  // shares are few, however many runs
  for (const Values group : groups) {
    for (const double value : group)
      if (std::isfinite(value)) distinct.insert(value);
    if (distinct.size() > most) return {};
  }
  std::vector<double> sorted(distinct.begin(), distinct.end());
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

double smallest_step_of(std::span<const Values> groups) {
  constexpr double rounding = 1e-9;
  const std::vector<double> sorted = distinct_values(groups, most_steps);
  double step = 0;
  for (std::size_t i = 1; i < sorted.size(); ++i)
    if (const double gap = sorted[i] - sorted[i - 1]; gap > rounding && (step == 0 || gap < step)) step = gap;
  return step;
}

}  // namespace

bool has_nan(Values values) {
  return std::any_of(values.begin(), values.end(), [](double value) { return std::isnan(value); });
}

double mean(Values values) {
  if (values.empty()) return no_value;
  if (all_same(values)) return values.front();  // a sum rounds
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double standard_deviation(Values values) {
  if (values.size() < 2) return no_value;
  if (all_same(values)) return 0;
  const double center = mean(values);
  double squares = 0;
  for (const double value : values) squares += (value - center) * (value - center);
  return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

void clamp_to_shares(double& low, double& high) {
  if (std::isnan(low) || std::isnan(high)) return;
  low = std::max(low, -1.0);
  high = std::min(high, 1.0);
}

double median(Values values) {
  if (values.empty() || has_nan(values)) return no_value;
  std::array<double, 64> small = {};  // small samples, which bootstraps have by the thousand, need no memory
  std::vector<double> large;
  if (values.size() > small.size()) large.resize(values.size());
  const std::span<double> copy(large.empty() ? small.data() : large.data(), values.size());
  std::copy(values.begin(), values.end(), copy.begin());
  return median_of(copy);
}

double smallest_step(Values values) { return smallest_step_of(std::span(&values, 1)); }

double seed_resolution(std::span<const Values> groups) {
  const auto varies = [](Values group) {
    return std::ranges::adjacent_find(group, std::not_equal_to<>()) != group.end();
  };
  return std::ranges::none_of(groups, varies) ? 0 : smallest_step_of(groups);
}

}  // namespace tryall::statistics
