#pragma once

#include <cstddef>
#include <optional>
#include <tuple>

#include "tryall/experiment/metric.hpp"
#include "tryall/sweeps/run/progress.hpp"

namespace tryall::reports {

/// Nothing where there are no values.
inline std::optional<double> mean_of(const sweeps::Running& values) {
  return values.count() == 0 ? std::nullopt : std::optional(values.mean());
}

/// What a group is ranked by, lowest first: those without a mean last, then those of which fewer of the runs
/// failed or diverged, then the better mean.
inline std::tuple<bool, double, double> rank_key(std::optional<double> mean, std::size_t failed,
                                                 std::size_t runs, Direction direction) {
  const double sign = direction == Direction::maximize ? -1 : 1;
  return {!mean.has_value(), runs == 0 ? 1.0 : static_cast<double>(failed) / static_cast<double>(runs),
          sign * mean.value_or(0.0)};
}

}  // namespace tryall::reports
