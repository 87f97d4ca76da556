#pragma once

#include <vector>

#include "tryall/statistics/bootstrap.hpp"
#include "tryall/statistics/resampler.hpp"

namespace tryall::testing {

using Statistic = double (*)(statistics::Values);

/// The statistic of each resample.
inline std::vector<double> resampled(statistics::Values values, Statistic statistic,
                                     const statistics::Bootstrap& bootstrap) {
  statistics::Resampler resampler(bootstrap.key);
  std::vector<double> sample(values.size()), result(bootstrap.resamples);
  for (double& value : result) {
    resampler.draw(values, sample);
    value = statistic(sample);
  }
  return result;
}

/// The expanded percentile interval of a statistic of values that vary.
inline statistics::Interval resampled_interval(statistics::Values values, Statistic statistic,
                                               const statistics::Bootstrap& bootstrap) {
  std::vector<double> draws = resampled(values, statistic, bootstrap);
  return statistics::percentile_interval(draws, statistics::expanded_level(bootstrap.level, values.size()));
}

}  // namespace tryall::testing
