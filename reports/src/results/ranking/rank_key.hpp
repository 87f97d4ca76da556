#pragma once

#include <compare>
#include <cstddef>
#include <string_view>

#include "tryall/experiment/metric.hpp"
#include "tryall/sweeps/run/progress.hpp"

namespace tryall::reports {

/// What groups are ranked by, everywhere; the lowest is the best. Those without a mean come last, then those
/// of which a larger share of the runs has no value (they failed or diverged), then the worse mean; ties go
/// by the group's key, so that the order never depends on chance.
struct RankKey {
  bool no_mean = true;
  double failed = 1;
  double mean = 0;  ///< Negated where larger is better.
  std::string_view key = {};

  auto operator<=>(const RankKey&) const = default;
};

/// Of a group's values over its runs.
inline RankKey rank_key(const sweeps::RunningStatistics& values, std::size_t runs, Direction direction,
                        std::string_view key = {}) {
  if (values.count() == 0) return {.no_mean = true, .failed = 1, .mean = 0, .key = key};
  const double failed = static_cast<double>(runs - values.count()) / static_cast<double>(runs);
  const double mean = direction == Direction::maximize ? -values.mean() : values.mean();
  return {.no_mean = false, .failed = failed, .mean = mean, .key = key};
}

}  // namespace tryall::reports
