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

/// What `use` makes of the values sorted, no value where there are none or a NaN. Small samples, which
/// bootstraps have by the thousand, need no memory.
template <class Use>
double with_sorted(Values values, Use&& use) {
  if (values.empty() || has_nan(values)) return no_value;
  std::array<double, 64> small = {};
  std::vector<double> large;
  if (values.size() > small.size()) large.resize(values.size());
  const std::span<double> sorted(large.empty() ? small.data() : large.data(), values.size());
  std::copy(values.begin(), values.end(), sorted.begin());
  std::sort(sorted.begin(), sorted.end());
  return use(Values(sorted));
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
  return with_sorted(values, [](Values sorted) {
    const double upper = sorted[sorted.size() / 2];
    if (sorted.size() % 2 == 1) return upper;
    const double lower = sorted[sorted.size() / 2 - 1];
    return lower == upper ? upper : (lower + upper) / 2;
  });
}

double smallest_step(Values values) {
  constexpr double rounding = 1e-9;
  std::unordered_set<double> distinct;  // shares are few, however many runs
  for (const double value : values)
    if (std::isfinite(value)) distinct.insert(value);
  std::vector<double> sorted(distinct.begin(), distinct.end());
  std::sort(sorted.begin(), sorted.end());
  double step = 0;
  for (std::size_t i = 1; i < sorted.size(); ++i)
    if (const double gap = sorted[i] - sorted[i - 1]; gap > rounding && (step == 0 || gap < step)) step = gap;
  return step;
}

double seed_resolution(std::span<const Values> groups) {
  const auto varies = [](Values group) {
    return std::ranges::adjacent_find(group, std::not_equal_to<>()) != group.end();
  };
  if (std::ranges::none_of(groups, varies)) return 0;
  std::vector<double> all;
  for (const Values group : groups) all.insert(all.end(), group.begin(), group.end());
  return smallest_step(all);
}

}  // namespace tryall::statistics
