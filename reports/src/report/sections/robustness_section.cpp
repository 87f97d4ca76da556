#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "margins.hpp"
#include "report/words.hpp"
#include "sections.hpp"
#include "tryall/statistics/best_of_tries.hpp"

namespace tryall::reports {
namespace {

constexpr std::size_t fewest_tries = 3;

/// The groups' means of an arm; those with failures as the worst mean of all that there is.
std::vector<double> tries_of(const SweepData& data, std::optional<std::size_t> arm) {
  std::optional<double> worst;
  for (const GroupScore& score : data.scores)
    if (score.whole() && (!worst || data.better(*worst, score.mean))) worst = score.mean;
  std::vector<double> values;
  for (std::size_t group = 0; worst && group < data.groups.size(); ++group)
    if (!arm || data.arm_of(group) == arm)
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

Json best_of_n(const SweepData& data, std::optional<std::size_t> arm) {
  const std::vector<double> values = tries_of(data, arm);
  if (values.size() < fewest_tries) return nullptr;
  constexpr std::size_t draws = 2'000'000;  // resamples of many values are few, for time's sake
  statistics::BestOfTriesOptions options{.direction = data.sweep.direction};
  options.bootstrap.key = data.sweep.name;
  options.bootstrap.resamples = std::clamp<std::size_t>(draws / values.size(), 200, 2000);
  Json json = {{"arm", arm ? Json(*arm) : Json()},
               {"tries", Json::array()},
               {"center", Json::array()},
               {"low", Json::array()},
               {"high", Json::array()}};
  const bool interval = values.size() >= fewest_for_bootstrap;
  for (const auto& point : statistics::best_of_tries(values, steps_to(values.size()), options)) {
    json["tries"].push_back(point.tries);
    json["center"].push_back(number(point.expected));
    json["low"].push_back(interval ? low_of(point.interval) : Json());
    json["high"].push_back(interval ? high_of(point.interval) : Json());
  }
  return json;
}

std::vector<std::optional<std::size_t>> arms_of(const SweepData& data, const ReportAxis* but) {
  if (!data.arms || &data.axes[*data.arms] == but) return {std::nullopt};
  std::vector<std::optional<std::size_t>> arms;
  for (std::size_t arm = 0; arm < data.axes[*data.arms].level_count(); ++arm) arms.emplace_back(arm);
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

/// A row an arm, in columns.
Json margins_json(const SweepData& data, const ReportAxis& axis, std::string* finding) {
  Json json = {{"axis", axis.name}, {"margin", "within " + margin_text(data) + " of the best"}};
  for (const char* column : {"arm", "best", "low", "high", "width", "at_low_edge", "at_high_edge"})
    json[column] = Json::array();
  for (const auto& arm : arms_of(data, &axis)) {
    const auto margin = margin_of(data, axis, arm);
    if (!margin) continue;
    json["arm"].push_back(arm ? Json(*arm) : Json());
    json["best"].push_back(number(margin->best));
    json["low"].push_back(number(margin->low));
    json["high"].push_back(number(margin->high));
    json["width"].push_back(number(margin->width));
    json["at_low_edge"].push_back(margin->at_low_edge);
    json["at_high_edge"].push_back(margin->at_high_edge);
    const bool open = margin->at_low_edge || margin->at_high_edge;
    *finding += fmt::format("{}{}: {}{:.2g}{}", finding->empty() ? "" : ", ", arm_text(data, arm),
                            open ? "at least " : "", margin->width,
                            axis.scale == ReportAxis::Scale::log ? " decades" : "");
  }
  return json;
}

Json alarms_json(const SweepData& data) {
  Json alarms = Json::array();
  for (const ReportAxis& axis : data.axes)
    for (const auto& arm : arms_of(data, &axis)) {
      const std::string text = edge_alarm(data, axis, arm);
      if (!text.empty())
        alarms.push_back({{"text", fmt::format("{}: {}", arm_text(data, arm), text)}, {"axis", axis.name}});
    }
  return alarms;
}

std::string finding_text(const SweepData& data, const ReportAxis* axis, const std::string& widths,
                         std::size_t alarms) {
  std::string text;
  if (axis && !widths.empty())
    text = fmt::format("Width of {} within {} of the best: {}.", axis->label, margin_text(data), widths);
  else
    text = "No axis of numbers has three values, so nothing can be said of how wide the good ones lie.";
  if (alarms > 0)
    text += fmt::format(" {} best {} at an edge of what was tried.", count_text(alarms),
                        alarms == 1 ? "value stands" : "values stand");
  return text;
}

}  // namespace

Json robustness_section(const SweepData& data) {
  if (data.groups.size() < 2) return nullptr;
  if (!data.scores[data.order.front()].whole())
    return missing_section("No group has all its runs completed: nothing can be said of robustness.");
  Json series = Json::array();
  for (const auto& arm : arms_of(data, nullptr))
    if (Json one = best_of_n(data, arm); !one.is_null()) series.push_back(std::move(one));
  const ReportAxis* axis = margin_axis(data);
  std::string widths;
  Json margins = axis ? margins_json(data, *axis, &widths) : Json();
  Json alarms = alarms_json(data);
  if (series.empty() && widths.empty() && alarms.empty())
    return missing_section("Too few groups: nothing can be said of robustness.");
  Json json = {{"finding", finding_text(data, axis, widths, alarms.size())},
               {"note",
                {{"n", "a try is a group: its mean over seeds"},
                 {"method",
                  "the best over all other axes at each value, interpolated between neighbours; the "
                  "expected best of n groups drawn without replacement, never beyond those tried"},
                 {"exclusions", "none: a group with failed runs counts as the worst mean seen"}}}};
  if (!widths.empty()) json["margins"] = std::move(margins);
  if (!series.empty())
    json["best_of_n"] = {
        {"metric", data.objective->name}, {"interval", "95 % bootstrap CI"}, {"series", std::move(series)}};
  json["alarms"] = std::move(alarms);
  return json;
}

}  // namespace tryall::reports
