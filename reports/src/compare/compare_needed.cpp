#include "compare_needed.hpp"

#include <algorithm>
#include <cmath>

namespace tryall::reports {
namespace {

/// More than there are.
std::optional<std::size_t> more_than(std::size_t there, std::optional<std::size_t> needed) {
  return needed ? std::optional(std::max(*needed, there + 1)) : std::nullopt;
}

}  // namespace

void add_needed(Comparison& comparison, const std::vector<PairedRuns>& settings) {
  if (comparison.units() < comparison.fewest()) {
    (settings.size() == 1 ? comparison.seeds_needed : comparison.settings_needed) = comparison.fewest();
    return;
  }
  if (settings.size() == 1) {
    const PairedRuns& only = settings.front();
    const double effect =
        std::abs(only.gain) / std::max(statistics::standard_deviation(only.gains), only.least_deviation);
    if (std::isfinite(effect))
      comparison.seeds_needed = more_than(comparison.units(), statistics::seeds_to_decide(effect));
    return;
  }
  const double effect = std::abs(comparison.effect.cohens_d);
  if (!std::isfinite(effect)) return;
  comparison.settings_needed = more_than(comparison.units(), statistics::seeds_to_decide(effect));
}

}  // namespace tryall::reports
