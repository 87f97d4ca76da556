#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "margins.hpp"
#include "report/numbers.hpp"
#include "report/words.hpp"
#include "sections.hpp"
#include "tryall/statistics/best_of_tries.hpp"

namespace tryall::reports {
namespace {

constexpr std::size_t fewest_tries = 3;

/// The groups' means of an arm; those with failures as the worst mean of all that there is.
std::vector<double> tries_of(const SweepData& data, std::optional<std::size_t> arm) {
  std::optional<double> worst;
  for (std::size_t group = 0; group < data.groups.size(); ++group) {
    const GroupScore& score = data.scores[group];
    if (data.comparable[group] && score.whole() && (!worst || data.better(*worst, score.mean)))
      worst = score.mean;
  }
  std::vector<double> values;
  for (std::size_t group = 0; worst && group < data.groups.size(); ++group)
    if (data.comparable[group] && (!arm || data.arm_of(group) == arm))
      values.push_back(data.scores[group].whole() ? data.scores[group].mean : *worst);
  return values;
}

/// 1, 2, 3, 4, 6, 8, 12, 16, ... and n itself.
std::vector<std::size_t> steps_to(std::size_t n) {
  std::vector<std::size_t> steps;
  for (std::size_t power = 1; power <= n; power *= 2) {
    steps.push_back(power);
    if (power > 1 && power + power / 2 <= n) steps.push_back(power + power / 2);
  }
  if (steps.back() != n) steps.push_back(n);
  return steps;
}

ArmTries best_of_tries_of(const SweepData& data, std::optional<std::size_t> arm) {
  ArmTries result{.arm = arm};
  const std::vector<double> values = tries_of(data, arm);
  if (values.size() < fewest_tries) return result;
  constexpr std::size_t draws = 2'000'000;  // resamples of many values are few, for time's sake
  statistics::BestOfTriesOptions options{.direction = data.sweep.direction};
  options.bootstrap.key = data.sweep.name;
  options.bootstrap.resamples = std::clamp<std::size_t>(draws / values.size(), 200, 2000);
  const bool interval = values.size() >= fewest_for_bootstrap;
  for (const auto& point : statistics::best_of_tries(values, steps_to(values.size()), options))
    result.tries.push_back(
        {.tries = point.tries,
         .value =
             estimate(point.expected, interval ? point.interval : statistics::Interval{}, values.size())});
  return result;
}

std::vector<std::optional<std::size_t>> arms_of(const SweepData& data, const ReportAxis* but) {
  const auto by = data.comparable_arms;
  if (!by || &data.axes[*by] == but) return {std::nullopt};
  std::vector<std::optional<std::size_t>> arms;
  for (std::size_t arm = 0; arm < data.axes[*by].level_count(); ++arm) arms.emplace_back(arm);
  return arms;
}

std::string arm_text(const SweepData& data, std::optional<std::size_t> arm) {
  return arm ? data.axes[*data.arms].level_text(*arm) : "All together";
}

/// The axis whose width of good values is told: the learning rate, or else the first with three numbers.
const ReportAxis* margin_axis(const SweepData& data) {
  const ReportAxis* found = nullptr;
  for (const ReportAxis& axis : data.axes) {
    if (!axis.ordered() || axis.level_count() < 3) continue;
    if (axis.name == "learning_rate") return &axis;
    if (!found) found = &axis;
  }
  return found;
}

std::vector<ArmMargin> margins_on(const SweepData& data, const ReportAxis& axis) {
  std::vector<ArmMargin> margins;
  for (const auto& arm : arms_of(data, &axis))
    if (const auto margin = margin_of(data, axis, arm)) margins.push_back({.arm = arm, .margin = *margin});
  return margins;
}

std::string widths_text(const SweepData& data, const ReportAxis& axis,
                        const std::vector<ArmMargin>& margins) {
  std::string text;
  for (const auto& [arm, margin] : margins)
    text += fmt::format("{}{}: {}{:.2g}{}", text.empty() ? "" : ", ", arm_text(data, arm),
                        margin.at_low_edge || margin.at_high_edge ? "at least " : "",
                        as_written(margin.width), axis.scale == ReportAxis::Scale::log ? " decades" : "");
  return text;
}

std::vector<EdgeAlarm> alarms_of(const SweepData& data) {
  std::vector<EdgeAlarm> alarms;
  for (std::size_t i = 0; i < data.axes.size(); ++i)
    for (const auto& arm : arms_of(data, &data.axes[i]))
      if (const std::string text = edge_alarm(data, data.axes[i], arm); !text.empty())
        alarms.push_back({.text = fmt::format("{}: {}", arm_text(data, arm), text), .axis = i});
  return alarms;
}

std::string finding(const SweepData& data, const RobustnessSection& section) {
  std::string text;
  const std::size_t alarms = section.alarms.size();
  if (section.margins) {
    const ReportAxis& axis = data.axes[section.margins->axis];
    text = fmt::format("Range of {} {}: {}.", axis.label, section.margins->margin,
                       widths_text(data, axis, section.margins->arms));
  } else {
    text = "No numeric axis has results at three values, so the width of the good range is unknown.";
  }
  if (alarms > 0)
    text += fmt::format(" {} best {} at an edge of what was tried.", count_text(alarms),
                        alarms == 1 ? "value lies" : "values lie");
  return text;
}

Json margins_json(const AxisMargins& margins, const SweepData& data) {
  const auto of = [&](auto member) { return [member](const ArmMargin& one) { return one.margin.*member; }; };
  return {{"axis", data.axes[margins.axis].name},
          {"margin", margins.margin},
          {"arm", column(margins.arms, [](const ArmMargin& one) { return or_null(one.arm); })},
          {"best", numbers(margins.arms, of(&Margin::best))},
          {"low", numbers(margins.arms, of(&Margin::low))},
          {"high", numbers(margins.arms, of(&Margin::high))},
          {"width", numbers(margins.arms, of(&Margin::width))},
          {"at_low_edge", column(margins.arms, of(&Margin::at_low_edge))},
          {"at_high_edge", column(margins.arms, of(&Margin::at_high_edge))}};
}

Json tries_json(const ArmTries& series) {
  Json json = {{"arm", or_null(series.arm)}, {"tries", column(series.tries, &ExpectedBest::tries)}};
  add_intervals(json, series.tries, &ExpectedBest::value);
  return json;
}

}  // namespace

std::optional<RobustnessSection> robustness_section(const SectionSource& source) {
  const SweepData& data = source.data;
  if (data.groups.size() < 2) return std::nullopt;
  if (!data.scores[data.order.front()].whole())
    return missing_section<RobustnessSection>(
        "No group has all its runs completed, so robustness cannot be judged.");
  RobustnessSection section;
  for (const auto& arm : arms_of(data, nullptr))
    if (ArmTries one = best_of_tries_of(data, arm); !one.tries.empty())
      section.best_of_tries.push_back(std::move(one));
  if (const ReportAxis* axis = margin_axis(data))
    if (std::vector<ArmMargin> margins = margins_on(data, *axis); !margins.empty())
      section.margins = {.axis = static_cast<std::size_t>(axis - data.axes.data()),
                         .margin = fmt::format("within {} of {}", margin_text(data),
                                               margins.front().arm ? "each one's own best" : "the best"),
                         .arms = std::move(margins)};
  section.alarms = alarms_of(data);
  if (section.best_of_tries.empty() && !section.margins && section.alarms.empty())
    return missing_section<RobustnessSection>("Too few groups to judge robustness.");
  section.finding = finding(data, section);
  section.note = {.n = "a try is a group: its mean over seeds",
                  .method =
                      "the best over all other axes at each value, interpolated between neighbours; the "
                      "expected best of n groups drawn without replacement, never beyond those tried",
                  .exclusions = "none: a group with failed runs counts as the worst mean seen"};
  section.interval = "95 % bootstrap interval (expanded percentile)";
  say_what_is_compared(data, section);
  return section;
}

Json section_json(const RobustnessSection& section, const SweepData& data) {
  Json json = words_json(section);
  if (section.margins) json["margins"] = margins_json(*section.margins, data);
  if (!section.best_of_tries.empty())
    json["best_of_n"] = {{"metric", data.objective->name},
                         {"interval", section.interval},
                         {"series", column(section.best_of_tries, tries_json)}};
  json["alarms"] = column(section.alarms, [&](const EdgeAlarm& alarm) {
    return Json{{"text", alarm.text}, {"axis", data.axes[alarm.axis].name}};
  });
  return json;
}

}  // namespace tryall::reports
