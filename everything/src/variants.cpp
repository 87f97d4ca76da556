#include "variants.hpp"

#include <algorithm>
#include <cmath>

#include "stages.hpp"
#include "tryall/error.hpp"
#include "tryall/everything/space.hpp"
#include "tryall/statistics/interval.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::everything {
namespace {

/// The settled config with the axis set so; nothing where that cannot be trained.
std::optional<Config> changed(const Config& best, const std::string& axis, const nlohmann::json& value,
                              Workshop& workshop) {
  nlohmann::json json = sweeps::telling_json(best);
  json[axis] = value;
  try {
    return settled_config(json, workshop);
  } catch (const Error&) {
    return std::nullopt;
  }
}

/// The metric of runs with the same seeds, in the metric's better direction.
std::vector<double> changes(const reports::Group& variant, const reports::Group& best, const Metric& metric,
                            std::size_t place) {
  std::vector<double> after, before;
  for (const reports::Run& run : variant.runs)
    for (const reports::Run& other : best.runs)
      if (run.seed == other.seed && std::isfinite(run.result(place)) && std::isfinite(other.result(place))) {
        after.push_back(run.result(place));
        before.push_back(other.result(place));
      }
  return metric.direction == Direction::maximize ? statistics::differences(after, before)
                                                 : statistics::differences(before, after);
}

}  // namespace

std::vector<Variant> variants_of(const Config& best, const Facts& facts, std::size_t most,
                                 Workshop& workshop) {
  const std::vector<TriedAxis> axes = variant_axes(facts);
  std::vector<Variant> variants;
  std::vector<std::size_t> next(axes.size(), 0);
  const auto is_known = [&](const Config& config) {
    return config == best || std::ranges::find(variants, config, &Variant::config) != variants.end();
  };
  for (bool any = true; any && variants.size() < most;) {
    any = false;
    for (std::size_t i = 0; i < axes.size() && variants.size() < most; ++i)
      while (next[i] < axes[i].values.size()) {
        any = true;
        auto config = changed(best, axes[i].axis, axes[i].values[next[i]++], workshop);
        if (!config || is_known(*config)) continue;
        variants.push_back(
            {axes[i].axis, setting_label(best, axes[i].axis), setting_label(*config, axes[i].axis), *config});
        break;
      }
  }
  return variants;
}

reports::Group on_seeds_of(const reports::Group& group, reports::Group other) {
  std::erase_if(other.runs, [&](const reports::Run& run) {
    return std::ranges::find(group.runs, run.seed, &reports::Run::seed) == group.runs.end();
  });
  return other;
}

reports::Estimated change_of(const reports::Group& group, const reports::Group& other, const Metric& metric,
                             std::size_t place, double level) {
  const std::vector<double> differences = changes(group, other, metric, place);
  statistics::Interval interval = statistics::t_interval(differences, level);
  if (metric.share) statistics::clamp_to_shares(interval.low, interval.high);
  return {statistics::mean(differences), interval.low, interval.high};
}

std::vector<Effect> effects_of(const std::vector<Variant>& variants,
                               const std::vector<reports::Group>& groups, const reports::Group& best,
                               const Metric& metric, std::size_t place, double level_of_all) {
  const double level =
      1 - (1 - level_of_all) / static_cast<double>(std::max<std::size_t>(1, variants.size()));
  std::vector<Effect> effects;
  for (const Variant& variant : variants) {
    const auto group = std::ranges::find(groups, variant.config, &reports::Group::config);
    if (group == groups.end()) continue;
    const reports::Estimated change = change_of(*group, best, metric, place, level);
    if (!std::isnan(change.low))
      effects.push_back({variant.axis, variant.from, variant.to, change,
                         figure_of(on_seeds_of(*group, best), metric, place)});
  }
  return effects;
}

}  // namespace tryall::everything
