#include "tryall/statistics/bootstrap.hpp"

#include <algorithm>
#include <cmath>

#include "tryall/statistics/distributions.hpp"

namespace tryall::statistics {
double quantile(std::span<double> values, double p) {
  if (values.empty()) return no_value;
  const double place = std::clamp(p, 0.0, 1.0) * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(below);
  std::nth_element(values.begin(), at, values.end());
  const double share = place - static_cast<double>(below);
  if (share == 0) return *at;
  const double next = *std::min_element(at + 1, values.end());
  return next == *at ? next : *at + share * (next - *at);
}

Interval percentile_interval(std::span<double> resampled, double level) {
  return {quantile(resampled, (1 - level) / 2), quantile(resampled, (1 + level) / 2), IntervalState::given};
}

double expanded_level(double level, std::size_t n) {
  const auto size = static_cast<double>(n);
  return 1 - 2 * normal_cdf(-std::sqrt(size / (size - 1)) * t_quantile((1 + level) / 2, size - 1));
}

}  // namespace tryall::statistics
