#include "tryall/statistics/interval.hpp"

#include <algorithm>
#include <cmath>

#include "tryall/statistics/distributions.hpp"
#include "tryall/sweeps/run/progress.hpp"

namespace tryall::statistics {

IntervalState interval_state(Values values) {
  if (values.size() < fewest_for_interval) return IntervalState::too_few;
  if (!std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); }))
    return IntervalState::not_finite;
  const auto [min, max] = std::minmax_element(values.begin(), values.end());
  return *min == *max ? IntervalState::no_spread : IntervalState::given;
}

Interval mean_interval(Values values, bool share) {
  const IntervalState state = interval_state(values);
  if (state != IntervalState::given) return {.state = state};
  sweeps::RunningStatistics running;
  for (const double value : values) running.add(value);
  const sweeps::IntervalEnds ends = running.interval(share);
  return {ends.low, ends.high, state};
}

Interval t_interval(Values values, double level) {
  const IntervalState state = interval_state(values);
  if (state == IntervalState::no_spread) return {values.front(), values.front(), state};
  if (state != IntervalState::given) return {.state = state};
  const auto n = static_cast<double>(values.size());
  const double center = mean(values);
  const double reach = t_quantile((1 + level) / 2, n - 1) * standard_deviation(values) / std::sqrt(n);
  return {center - reach, center + reach, state};
}

Interval interval_of(const MeanEstimate& estimate) {
  constexpr double upper = 0.975;
  if (!std::isfinite(estimate.center) || !std::isfinite(estimate.error))
    return {.state = IntervalState::not_finite};
  if (estimate.error == 0) return {.state = IntervalState::no_spread};
  const double reach = t_quantile(upper, estimate.degrees_of_freedom) * estimate.error;
  return {estimate.center - reach, estimate.center + reach, IntervalState::given};
}

}  // namespace tryall::statistics
