#include "tryall/statistics/skewed_mean.hpp"

#include <cmath>

#include "tryall/statistics/distributions.hpp"

namespace tryall::statistics {
namespace {

constexpr double upper_tail_of_t = 0.975, no_skewness = 1e-6;

double skewness(Values values, double center, double deviation) {
  double sum = 0;
  for (const double value : values) {
    const double standard = (value - center) / deviation;
    sum += standard * standard * standard;
  }
  return sum / static_cast<double>(values.size());
}

}  // namespace

Interval skewed_mean_interval(Values values) {
  const IntervalState state = interval_state(values);
  if (state == IntervalState::no_spread) return {values.front(), values.front(), state};
  if (state != IntervalState::given) return {.state = state};
  const auto n = static_cast<double>(values.size());
  const double center = mean(values), deviation = standard_deviation(values);
  if (!(deviation > 0) || !std::isfinite(deviation)) return {.state = IntervalState::not_finite};
  const double skew = skewness(values, center, deviation);
  const double reach = t_quantile(upper_tail_of_t, n - 1) / std::sqrt(n);
  const auto h = [&](double x) {
    const double shifted = x - skew / (6 * n);
    return std::abs(skew) < no_skewness ? shifted : (std::cbrt(1 + skew * shifted) - 1) / (skew / 3);
  };
  return {center - deviation * h(reach), center - deviation * h(-reach), state};
}

}  // namespace tryall::statistics
