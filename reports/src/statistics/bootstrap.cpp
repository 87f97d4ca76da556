#include "tryall/statistics/bootstrap.hpp"

#include <algorithm>
#include <cmath>

#include "distributions.hpp"
#include "tryall/statistics/resampler.hpp"

namespace tryall::statistics {
namespace {

std::vector<double> jackknife_of(Values values, Statistic statistic) {
  std::vector<double> rest(values.begin() + 1, values.end()), result;
  for (std::size_t i = 0; i < values.size(); ++i) {
    result.push_back(statistic(rest));
    if (i < rest.size()) rest[i] = values[i];
  }
  return result;
}

Interval degenerate(Values values, Statistic statistic, IntervalState state) {
  if (state != IntervalState::no_spread) return {.state = state};
  const double point = statistic(values);
  return {point, point, state};
}

double acceleration_of(Values jackknife) {
  const double center = mean(jackknife);
  double squares = 0, cubes = 0;
  for (const double value : jackknife) {
    squares += (center - value) * (center - value);
    cubes += (center - value) * (center - value) * (center - value);
  }
  return squares > 0 ? cubes / (6 * std::pow(squares, 1.5)) : 0;
}

}  // namespace

std::vector<double> resampled(Values values, Statistic statistic, const Bootstrap& bootstrap) {
  if (values.empty()) return {};
  Resampler resampler(bootstrap.key);
  std::vector<double> sample(values.size()), result(bootstrap.resamples);
  for (double& value : result) {
    resampler.draw(values, sample);
    value = statistic(sample);
  }
  return result;
}

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

Interval bca_interval(std::span<double> resampled, double observed, Values jackknife, double level) {
  double below = 0;
  for (const double value : resampled) below += value < observed ? 1 : value == observed ? 0.5 : 0;
  const double bias = normal_quantile(below / static_cast<double>(resampled.size()));
  const double acceleration = acceleration_of(jackknife);
  const auto bound = [&](double p) {
    const double z = bias + normal_quantile(p);
    return quantile(resampled, normal_cdf(bias + z / (1 - acceleration * z)));
  };
  if (!std::isfinite(bias)) return percentile_interval(resampled, level);  // all on one side
  return {bound((1 - level) / 2), bound((1 + level) / 2), IntervalState::given};
}

Interval bootstrap_interval(Values values, Statistic statistic, const Bootstrap& bootstrap) {
  const IntervalState state = interval_state(values);
  if (state != IntervalState::given) return degenerate(values, statistic, state);
  std::vector<double> draws = resampled(values, statistic, bootstrap);
  if (bootstrap.method == BootstrapMethod::bca)
    return bca_interval(draws, statistic(values), jackknife_of(values, statistic), bootstrap.level);
  const bool expanded = bootstrap.method == BootstrapMethod::expanded;
  return percentile_interval(draws,
                             expanded ? expanded_level(bootstrap.level, values.size()) : bootstrap.level);
}

Interval bootstrap_t_interval(Values values, const Bootstrap& bootstrap) {
  const IntervalState state = interval_state(values);
  if (state != IntervalState::given) return degenerate(values, mean, state);
  const double center = mean(values), root = std::sqrt(static_cast<double>(values.size()));
  const double error = standard_deviation(values) / root;
  Resampler resampler(bootstrap.key, 1);
  std::vector<double> sample(values.size()), ratios;
  ratios.reserve(bootstrap.resamples);
  for (std::size_t i = 0; i < bootstrap.resamples; ++i) {
    resampler.draw(values, sample);
    const double away = mean(sample) - center;
    const double ratio = away / (standard_deviation(sample) / root);
    ratios.push_back(std::isnan(ratio) ? 0 : ratio);  // a sample of one value says nothing: +-inf, or 0 / 0
  }
  const double low = quantile(ratios, (1 - bootstrap.level) / 2);
  const double high = quantile(ratios, (1 + bootstrap.level) / 2);
  return {center - high * error, center - low * error, state};
}

}  // namespace tryall::statistics
