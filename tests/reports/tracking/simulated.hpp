#pragma once

#include <cstdlib>

#include "../statistics/made_samples.hpp"
#include "tracked.hpp"

namespace tryall::testing {

/// Spread over seeds of what is drawn; the usual margin of a share is half of it.
inline constexpr double drawn_deviation = 0.01;

/// Groups of `seeds` whose accuracies at the end are draws around `level`; so are their arrivals.
inline std::vector<tracking::TrackedGroup> drawn(std::size_t seeds, std::uint32_t number, double level = 0.9,
                                                 std::uint32_t count = 2) {
  std::vector<tracking::TrackedGroup> groups;
  for (std::uint32_t group = 0; group < count; ++group) {
    const std::vector<double> values = normal_sample(seeds, count * number + group);
    groups.push_back(group_of(moved(values, drawn_deviation, level), 0.1 * (group + 1)));
  }
  return groups;
}

/// A check of these groups by looks, of which `now` has all the seeds that may be asked for.
inline tracking::CheckReport by_looks(std::vector<tracking::TrackedGroup> before,
                                      const std::vector<tracking::TrackedGroup>& now,
                                      const tracking::CheckOptions& options) {
  FakeTrainer trainer;
  const tracking::Baseline baseline = tracked_baseline(std::move(before));
  return judge_by_looks(
      baseline, tracking::readied(baseline, trainer), options, [&](const std::vector<std::size_t>& seeds) {
        tracking::Retrained retrained;
        retrained.environments = {sweeps::Environment::current()};
        for (std::size_t i = 0; i < now.size(); ++i)
          retrained.runs.emplace_back(now[i].runs.begin(), now[i].runs.begin() + std::ptrdiff_t(seeds[i]));
        return retrained;
      });
}

/// scripts/simulate-checks asks for more.
inline int checks_or(int usual) {
  const char* more = std::getenv("TRYALL_SIMULATED_CHECKS");
  return more ? std::atoi(more) : usual;
}

}  // namespace tryall::testing
