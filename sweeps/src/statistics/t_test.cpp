#include "tryall/statistics/t_test.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tryall/error.hpp"
#include "tryall/statistics/distributions.hpp"

namespace tryall::statistics {
namespace {

double square(double x) { return x * x; }

/// P(T >= t) where t = distance / error.
double one_sided(double distance, double error, double degrees_of_freedom) {
  if (error == 0) return distance > 0 ? 0 : 1;
  return t_upper(distance / error, degrees_of_freedom);
}

}  // namespace

std::vector<double> differences(Values a, Values b) {
  require(a.size() == b.size(), "paired values come in pairs");
  std::vector<double> result;
  double scale = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    result.push_back(a[i] == b[i] ? 0 : a[i] - b[i]);
    scale = std::max({scale, std::fabs(a[i]), std::fabs(b[i])});
  }
  if (result.empty() || !std::isfinite(scale)) return result;
  const auto [min, max] = std::minmax_element(result.begin(), result.end());
  const double rounding = 4 * std::numeric_limits<double>::epsilon() * scale;
  if (*max - *min <= rounding) {
    const double center = *min <= 0 && *max >= 0 ? 0 : mean(result);
    std::fill(result.begin(), result.end(), center);
  }
  return result;
}

MeanEstimate paired_estimate(Values differences, double least_deviation) {
  const auto n = static_cast<double>(differences.size());
  const double deviation = standard_deviation(differences);
  return {mean(differences), std::max(deviation, least_deviation) / std::sqrt(n), n - 1};
}

MeanEstimate welch_estimate(Values a, Values b, double least_deviation) {
  const auto n = static_cast<double>(a.size()), m = static_cast<double>(b.size());
  const double of_a = square(std::max(standard_deviation(a), least_deviation)) / n;
  const double of_b = square(std::max(standard_deviation(b), least_deviation)) / m;
  const double sum = of_a + of_b;
  const double freedom =
      sum > 0 ? square(sum) / (square(of_a) / (n - 1) + square(of_b) / (m - 1)) : n + m - 2;
  return {mean(a) - mean(b), std::sqrt(sum), freedom};
}

TestResult test_of(const MeanEstimate& estimate) {
  const auto [center, error, freedom] = estimate;
  if (!std::isfinite(center) || !std::isfinite(error) || !(freedom > 0)) return {};
  if (error == 0)
    return {center == 0 ? 0 : std::copysign(std::numeric_limits<double>::infinity(), center),
            center == 0 ? 1.0 : 0.0, freedom, true};
  const double t = center / error;
  return {t, t_two_sided(t, freedom), freedom, false};
}

TestResult pooled_t_test(Values a, Values b) {
  if (a.empty() || b.empty()) return {};
  const auto n = static_cast<double>(a.size()), m = static_cast<double>(b.size());
  const double of_a = n > 1 ? (n - 1) * square(standard_deviation(a)) : 0;
  const double of_b = m > 1 ? (m - 1) * square(standard_deviation(b)) : 0;
  const double variance = (of_a + of_b) / (n + m - 2);
  return test_of({mean(a) - mean(b), std::sqrt(variance * (1 / n + 1 / m)), n + m - 2});
}

Equivalence equivalence_test(const MeanEstimate& estimate, double margin) {
  require(margin > 0, "a margin is above 0");
  const auto [center, error, freedom] = estimate;
  if (!std::isfinite(center) || !std::isfinite(error)) return {};
  const double not_below = one_sided(center + margin, error, freedom);
  const double not_above = one_sided(margin - center, error, freedom);
  return {std::max(not_below, not_above), not_below, not_above};
}

Equivalence equivalence_test(Values differences, double margin) {
  return equivalence_test(paired_estimate(differences), margin);
}

}  // namespace tryall::statistics
