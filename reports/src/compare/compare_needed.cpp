#include "compare_needed.hpp"

#include <algorithm>
#include <cmath>

namespace tryall::reports {
namespace {

/// The smallest effect that so many units find.
double effect_found(std::size_t units) {
  double low = 0, high = 100;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (statistics::paired_t_power(middle, units) < statistics::Power{}.power ? low : high) = middle;
  }
  return high;
}

std::optional<std::size_t> seeds_for_settings(const std::vector<PairedRuns>& settings) {
  std::vector<double> gains;
  double of_seeds = 0, of_means = 0;  // variances, means over settings
  for (const PairedRuns& runs : settings) {
    const double deviation = statistics::standard_deviation(runs.gains);
    gains.push_back(runs.gain);
    of_seeds += deviation * deviation / static_cast<double>(settings.size());
    of_means += deviation * deviation / static_cast<double>(runs.gains.size() * settings.size());
  }
  const double spread = statistics::standard_deviation(gains);
  const double allowed = std::pow(statistics::mean(gains) / effect_found(gains.size()), 2);
  const double left = allowed - std::max(0.0, spread * spread - of_means);
  const double seeds = std::ceil(of_seeds / left);
  constexpr double most = 10'000;
  if (!(left > 0) || !(seeds <= most)) return std::nullopt;
  return static_cast<std::size_t>(seeds);
}

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
  std::size_t seeds = 0;
  for (const PairedRuns& runs : settings) seeds = std::max(seeds, runs.setting.seeds);
  comparison.seeds_needed = more_than(seeds, seeds_for_settings(settings));
}

}  // namespace tryall::reports
