#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "frame.hpp"
#include "report/sections/sections.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "words.hpp"

namespace tryall::reports {
namespace {

constexpr std::size_t most_configs = 1500;  // of about two kilobytes each
constexpr std::size_t most_times = 20'000;  // runs of which it is told when they ended

Json metric_json(const Metric& metric) {
  Json json = {
      {"name", metric.name}, {"label", metric_label(metric)}, {"direction", to_text(metric.direction)}};
  if (metric.name.ends_with("_loss")) json["scale"] = "log";
  if (metric.share) json["percent"] = true;
  return json;
}

bool has_curves(const CurvesSection& section, std::size_t metric) {
  return std::any_of(section.series.begin(), section.series.end(),
                     [&](const MetricCurves& one) { return one.metric == metric; });
}

/// The objective and those that runs have; then those that only curves have, of runs that all ended early.
Json metrics_json(const Report& report) {
  const SweepData& data = *report.data;
  Json list = Json::array();
  std::vector<std::size_t> of_curves;
  for (std::size_t i = 0; i < data.metrics().size(); ++i)
    if (i == data.objective_place || has_metric(data, i))
      list.push_back(metric_json(data.metrics()[i]));
    else if (report.curves && has_curves(*report.curves, i))
      of_curves.push_back(i);
  for (const std::size_t i : of_curves) list.push_back(metric_json(data.metrics()[i]));
  return list;
}

Json value_json(const ReportAxis& axis, const Cell& value) {
  if (axis.ordered()) return number(axis_number(value));
  if (const auto* word = std::get_if<std::string>(&value)) return *word;
  return number(axis_number(value));
}

Json axes_json(const SweepData& data) {
  Json list = Json::array();
  for (const ReportAxis& axis : data.axes) {
    constexpr const char* scales[] = {"linear", "log", "category"};
    Json one = {{"name", axis.name},
                {"label", axis.label},
                {"scale", scales[static_cast<int>(axis.scale)]},
                {"values", Json::array()}};
    for (const Cell& value : axis.values) one["values"].push_back(value_json(axis, value));
    for (const double edge : axis.edges) one["bins"].push_back(number(edge));
    list.push_back(std::move(one));
  }
  return list;
}

/// What all groups share.
Facts settings(const SweepData& data) {
  Facts facts;
  if (data.groups.empty()) return facts;
  const Config& config = data.groups.front().config;
  const auto varies = [&](const Axis& axis) {
    return std::any_of(data.axes.begin(), data.axes.end(), [&](const ReportAxis& one) {
      return one.config_axis == &axis && one.values.size() > 1;
    });
  };
  for (const Axis& axis : config.axes())
    if (!varies(axis)) facts.emplace_back(axis.name, sweeps::axis_label(axis, config));
  return facts;
}

/// As short as tells all keys apart, and at least twelve characters.
std::size_t key_length(const std::vector<std::string_view>& keys) {
  constexpr std::size_t usual = 12;
  std::size_t longest = usual;
  for (const std::string_view key : keys) longest = std::max(longest, key.size());
  for (std::size_t length = usual; length < longest; length *= 2) {
    std::set<std::string_view> distinct;
    for (const std::string_view key : keys) distinct.insert(key.substr(0, length));
    if (distinct.size() == keys.size()) return length;
  }
  return longest;
}

/// Configs are written of all groups while these are few, else of the leaderboard's.
Json groups_json(const Report& report) {
  const SweepData& data = *report.data;
  Json json = {{"count", data.groups.size()}, {"key", Json::array()}, {"axes", Json::object()}};
  std::vector<std::string_view> keys;
  for (const Group& group : data.groups) keys.emplace_back(group.key);
  const std::size_t length = key_length(keys);
  for (const Group& group : data.groups) json["key"].push_back(group.key.substr(0, length));
  for (const ReportAxis& axis : data.axes) {
    Json& column = json["axes"][axis.name] = Json::array();
    for (const std::int32_t code : axis.codes)
      column.push_back(code == ReportAxis::none ? Json() : Json(code));
  }
  Json configs(data.groups.size(), Json());
  const bool few = data.groups.size() <= most_configs;
  const auto write = [&](std::size_t group) { configs[group] = Json::parse(data.groups[group].config_text); };
  for (std::size_t group = 0; few && group < data.groups.size(); ++group) write(group);
  if (!few && report.leaderboard)
    for (const LeaderboardRow& row : report.leaderboard->rows) write(row.group);
  json["config"] = std::move(configs);
  return json;
}

/// Numbers beyond 2^53 are texts: JavaScript would round them.
Json seed_json(std::uint64_t seed) {
  constexpr std::uint64_t exact_up_to = std::uint64_t{1} << 53;
  return seed <= exact_up_to ? Json(seed) : Json(std::to_string(seed));
}

Json run_metrics(const SweepData& data) {
  Json json = Json::object();
  for (std::size_t i = 0; i < data.metrics().size(); ++i) {
    if (!has_metric(data, i)) continue;
    Json& column = json[data.metrics()[i].name] = Json::array();
    data.for_each_run(
        [&](std::size_t, std::size_t, const Run& run) { column.push_back(number(run.result(i))); });
  }
  return json;
}

template <class Value>
Json run_column(const SweepData& data, Value&& value) {
  Json column = Json::array();
  data.for_each_run([&](std::size_t, std::size_t, const Run& run) { column.push_back(value(run)); });
  return column;
}

std::vector<std::string_view> run_keys(const SweepData& data) {
  std::vector<std::string_view> keys;
  data.for_each_run([&](std::size_t, std::size_t, const Run& run) { keys.emplace_back(run.key); });
  return keys;
}

Json runs_json(const SweepData& data) {
  const std::size_t length = key_length(run_keys(data));
  std::vector<Outcome> outcomes;
  const auto outcome = [&](const Run& run) {
    const auto known = std::find(outcomes.begin(), outcomes.end(), run.outcome);
    const auto index = known - outcomes.begin();
    if (known == outcomes.end()) outcomes.push_back(run.outcome);
    return index;
  };
  Json json = {{"count", data.run_count}};
  json["key"] = run_column(data, [&](const Run& run) { return run.key.substr(0, length); });
  json["group"] = Json::array();
  data.for_each_run([&](std::size_t, std::size_t group, const Run&) { json["group"].push_back(group); });
  json["seed"] = run_column(data, [](const Run& run) { return seed_json(run.seed); });
  json["outcomes"] = Json::array();
  json["outcome"] = run_column(data, outcome);
  for (const Outcome one : outcomes) json["outcomes"].push_back(to_text(one));
  json["metrics"] = run_metrics(data);
  json["environment"] = data.environment_of;
  if (!data.messages.empty()) {
    json["messages"] = data.messages;
    json["message"] = column(data.message_of, or_null<std::size_t>);
  }
  json["epochs_done"] = run_column(data, [](const Run& run) { return run.epochs_done; });
  json["steps_done"] = run_column(data, [](const Run& run) { return run.steps_done; });
  json["wall_seconds"] = run_column(data, [](const Run& run) { return number(run.wall_seconds); });
  json["cpu_seconds"] = run_column(data, [](const Run& run) {
    return number(run.cpu_seconds > 0 ? run.cpu_seconds : RunResult::missing());
  });
  if (data.run_count <= most_times)
    json["finished_at"] = run_column(data, [](const Run& run) { return run.finished_at; });
  return json;
}

}  // namespace

void write_frame(const Report& report, Json& document) {
  const SweepData& data = *report.data;
  document["objective"] = {{"metric", data.objective->name}, {"direction", to_text(data.sweep.direction)}};
  document["metrics"] = metrics_json(report);
  document["axes"] = axes_json(data);
  if (data.arms) document["arms"] = data.axes[*data.arms].name;
  document["settings"] = facts_json(settings(data));
  document["groups"] = groups_json(report);
  document["runs"] = runs_json(data);
  document["environments"] = column(data.environments, facts_json);
  // A config's members may be lists, which are several values of an axis but one value of a base.
  document["reproduce"] = "printf '{\"base\": %s}' {config} | tryall train /dev/stdin --seed {seed}";
}

}  // namespace tryall::reports
