#include <fmt/format.h>

#include <cmath>

#include "report/words.hpp"
#include "sections.hpp"
#include "tryall/statistics/axis_effect.hpp"

namespace tryall::reports {
namespace {

/// Which groups a series is about.
struct Part {
  const ReportAxis* axis;
  std::optional<std::size_t> arm = {};
};

/// What is known of one level.
struct Level {
  statistics::LevelEffect effect;
  std::optional<std::size_t> best = {};  ///< The best group.
  std::size_t runs = 0, failed = 0;
  std::size_t whole = 0;  ///< Groups of which every run has a value.
};

std::vector<Level> levels_of(const SweepData& data, const Part& part) {
  std::vector<Level> levels(part.axis->level_count());
  std::vector<statistics::Trial> trials;
  for (const std::size_t group : data.order) {
    const auto level = part.axis->level(group);
    if (!level || !data.comparable[group] || (part.arm && data.arm_of(group) != part.arm)) continue;
    const GroupScore& score = data.scores[group];
    trials.push_back({*level, score.whole() ? score.mean : statistics::no_value});
    levels[*level].runs += data.groups[group].runs.size();
    levels[*level].failed += score.failed;
    levels[*level].whole += score.whole();
    if (score.whole() && !levels[*level].best) levels[*level].best = group;
  }
  const auto effects =
      statistics::axis_effect(trials, levels.size(), data.sweep.direction, data.objective->share);
  for (std::size_t i = 0; i < levels.size(); ++i) levels[i].effect = effects[i];
  return levels;
}

AxisEffectSeries series_of(const SweepData& data, const Part& part, bool best) {
  AxisEffectSeries series{.best = best, .arm = part.arm};
  const std::vector<Level> levels = levels_of(data, part);
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const Level& level = levels[i];
    if (level.runs == 0) continue;
    const Estimate of_best = level.best ? estimate(data.scores[*level.best]) : Estimate{};
    series.levels.push_back(
        {.level = i,
         .value = best ? of_best : estimate(level.effect.mean, level.effect.interval, level.whole),
         .failed_share = static_cast<double>(level.failed) / static_cast<double>(level.runs)});
  }
  return series;
}

AxisEffect effect_of(const SweepData& data, std::size_t index) {
  const ReportAxis& axis = data.axes[index];
  std::vector<std::optional<std::size_t>> arms = {std::nullopt};
  if (const auto by = data.comparable_arms; by && *by != index)
    for (std::size_t arm = 0; arm < data.axes[*by].level_count(); ++arm) arms.emplace_back(arm);
  AxisEffect effect{.axis = index};
  for (const bool best : {false, true})
    for (const auto& arm : arms)
      if (AxisEffectSeries one = series_of(data, {&axis, arm}, best); !one.levels.empty())
        effect.series.push_back(std::move(one));
  return effect;
}

/// The axis whose levels' means differ most.
struct Widest {
  const ReportAxis* axis = nullptr;
  std::size_t best = 0, worst = 0;
  double range = -1;
  std::vector<Level> levels = {};
  bool compared = false;  ///< Whether any axis has two values with a mean.
};

Widest widest_of(const SweepData& data) {
  Widest widest;
  for (const std::size_t index : data.comparable_axes) {
    std::vector<Level> levels = levels_of(data, {&data.axes[index]});
    std::optional<std::size_t> best, worst;
    for (std::size_t i = 0; i < levels.size(); ++i) {
      const double mean = levels[i].effect.mean;
      if (mean != mean) continue;
      widest.compared = widest.compared || best;
      if (!best || data.better(mean, levels[*best].effect.mean)) best = i;
      if (!worst || data.better(levels[*worst].effect.mean, mean)) worst = i;
    }
    if (!best || best == worst) continue;
    const double range = std::abs(levels[*best].effect.mean - levels[*worst].effect.mean);
    if (range > widest.range) widest = {&data.axes[index], *best, *worst, range, std::move(levels), true};
  }
  return widest;
}

std::string finding(const SweepData& data) {
  const Widest widest = widest_of(data);
  if (!widest.axis && widest.compared)
    return fmt::format("On no axis do the values differ: every one has the same mean {}.",
                       metric_label(*data.objective));
  if (!widest.axis)
    return fmt::format("No axis has two values with a {} to compare.", metric_label(*data.objective));
  const auto& best = widest.levels[widest.best].effect;
  const auto& worst = widest.levels[widest.worst].effect;
  std::string text =
      fmt::format("Averaged over everything else, {} has the largest effect on {}: {} at {}, {} at {}.",
                  widest.axis->label, metric_label(*data.objective), value_text(*data.objective, best.mean),
                  widest.axis->level_text(widest.best), value_text(*data.objective, worst.mean),
                  widest.axis->level_text(widest.worst));
  if (overlap(best.interval, worst.interval))
    text += " Their intervals overlap: other settings matter as much, or there are too few groups.";
  return text;
}

Json effect_series_json(const AxisEffectSeries& series) {
  Json json = {{"over_rest", series.best ? "best" : "averaged"},
               {"arm", or_null(series.arm)},
               {"level", column(series.levels, &AxisLevel::level)}};
  add_estimates(json, series.levels, &AxisLevel::value);
  json["failed_share"] = numbers(series.levels, &AxisLevel::failed_share);
  return json;
}

}  // namespace

std::optional<AxisEffectsSection> axis_effects_section(const SectionSource& source) {
  const SweepData& data = source.data;
  const std::vector<std::size_t> varying = data.comparable_axes;
  if (varying.empty())
    return missing_section<AxisEffectsSection>(
        fmt::format("No axis has more than one value{}.", among_comparable(data)));
  AxisEffectsSection section;
  section.finding = finding(data);
  section.note = {
      .method =
          "averaged: the mean of all groups with that value; best: the best group with that value, over its "
          "seeds",
      .exclusions =
          "groups with a failed run have no value here; the share of failed runs is shown beside it"};
  section.interval = "95 % interval of the mean (averaged: over other settings, best: over seeds)";
  say_what_is_compared(data, section);
  for (const std::size_t axis : varying) section.effects.push_back(effect_of(data, axis));
  return section;
}

Json section_json(const AxisEffectsSection& section, const SweepData& data) {
  Json json = words_json(section);
  json["metric"] = data.objective->name;
  json["statistic"] = section.statistic;
  json["interval"] = section.interval;
  json["effects"] = column(section.effects, [&](const AxisEffect& effect) {
    return Json{{"axis", data.axes[effect.axis].name}, {"series", column(effect.series, effect_series_json)}};
  });
  return json;
}

}  // namespace tryall::reports
