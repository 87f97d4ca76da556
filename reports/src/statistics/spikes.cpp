#include "spikes.hpp"

#include <algorithm>
#include <cmath>

namespace tryall::statistics {
namespace {

constexpr std::size_t around = 2;
constexpr double deviation_of_median = 1.4826, most_deviations = 5;

/// The noise's deviation, which steps and spikes hardly touch.
double noise_of(Values series) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < series.size(); ++i) steps.push_back(std::fabs(series[i] - series[i - 1]));
  return deviation_of_median * median(steps) / std::sqrt(2.0);
}

}  // namespace

std::vector<double> without_spikes(Values series) {
  std::vector<double> result(series.begin(), series.end());
  if (series.size() < 2 * around + 1) return result;
  const double limit = most_deviations * noise_of(series);
  for (std::size_t i = 0; i < series.size(); ++i) {
    const std::size_t begin = i < around ? 0 : std::min(i - around, series.size() - 2 * around - 1);
    const double center = median(series.subspan(begin, 2 * around + 1));
    if (std::fabs(series[i] - center) > limit) result[i] = center;
  }
  return result;
}

}  // namespace tryall::statistics
