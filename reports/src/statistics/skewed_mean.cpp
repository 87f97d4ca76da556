#include "tryall/statistics/skewed_mean.hpp"

#include <cmath>
#include <vector>

#include "tryall/statistics/distributions.hpp"

namespace tryall::statistics {
namespace {

constexpr double upper_tail_of_t = 0.975, no_skewness = 1e-6;

/// How values scatter, and how many tell of it.
struct Scatter {
  double deviation = 0, skewness = 0;
  std::size_t count = 0;
};

Scatter scatter_of(Values values, double center) {
  const double deviation = standard_deviation(values);
  double sum = 0;
  for (const double value : values) sum += std::pow((value - center) / deviation, 3);
  return {deviation, sum / static_cast<double>(values.size()), values.size()};
}

/// That of both, each divided by its own mean, in units of the first's.
Scatter scatter_of_both(Values values, Values others) {
  std::vector<double> all;
  for (const Values part : {values, others}) {
    const double unit = mean(part);
    for (const double value : part) all.push_back(value / unit);
  }
  Scatter scatter = scatter_of(all, 1);
  scatter.deviation *= mean(values);
  return scatter;
}

bool has_unit(Values values) { return !values.empty() && mean(values) > 0 && std::isfinite(mean(values)); }

}  // namespace

Interval skewed_mean_interval(Values values, Values others) {
  const IntervalState state = interval_state(values);
  if (state == IntervalState::no_spread) return {values.front(), values.front(), state};
  if (state != IntervalState::given) return {.state = state};
  const auto n = static_cast<double>(values.size());
  const double center = mean(values);
  const Scatter scatter =
      has_unit(values) && has_unit(others) ? scatter_of_both(values, others) : scatter_of(values, center);
  if (!(scatter.deviation > 0) || !std::isfinite(scatter.deviation))
    return {.state = IntervalState::not_finite};
  const double reach = t_quantile(upper_tail_of_t, static_cast<double>(scatter.count) - 1) / std::sqrt(n);
  const double skewness = scatter.skewness;
  const auto h = [&](double x) {
    const double shifted = x - skewness / (6 * n);
    return std::abs(skewness) < no_skewness ? shifted
                                            : (std::cbrt(1 + skewness * shifted) - 1) / (skewness / 3);
  };
  return {center - scatter.deviation * h(reach), center - scatter.deviation * h(-reach), state};
}

}  // namespace tryall::statistics
