#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "report/sections/sections.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/train/training_config.hpp"
#include "words.hpp"

namespace tryall::reports {
namespace {

constexpr std::size_t most_configs = 1500;  // of about two kilobytes each
constexpr std::size_t most_times = 20'000;  // runs of which it is told when they ended

Json metrics_json(const SweepData& data) {
  Json list = Json::array();
  for (std::size_t i = 0; i < train::metrics().size(); ++i) {
    const train::Metric& metric = train::metrics()[i];
    if (&metric != data.objective && !has_metric(data, i)) continue;
    Json one = {{"name", metric.name},
                {"label", metric_label(metric)},
                {"direction", metric.direction == train::Direction::maximize ? "maximize" : "minimize"}};
    if (metric.name.ends_with("_loss")) one["scale"] = "log";
    if (metric.share) one["percent"] = true;
    list.push_back(std::move(one));
  }
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
Json settings_json(const SweepData& data) {
  Json facts = Json::array();
  if (data.groups.empty()) return facts;
  const Config config =
      sweeps::config_from_json(train::training_axes(), nlohmann::json::parse(data.groups.front().config));
  const auto varies = [&](const Axis& axis) {
    return std::any_of(data.axes.begin(), data.axes.end(), [&](const ReportAxis& one) {
      return one.column.axis == &axis && one.values.size() > 1;
    });
  };
  for (const Axis& axis : axes())
    if (!varies(axis)) facts.push_back({axis.name, sweeps::axis_label(axis, config)});
  return facts;
}

/// As short as tells all keys apart, and at least twelve characters.
template <class Rows>
std::size_t key_length(const Rows& rows) {
  constexpr std::size_t usual = 12;
  std::size_t longest = usual;
  for (const auto& row : rows) longest = std::max(longest, row.key.size());
  for (std::size_t length = usual; length < longest; length *= 2) {
    std::set<std::string_view> distinct;
    for (const auto& row : rows) distinct.insert(std::string_view(row.key).substr(0, length));
    if (distinct.size() == rows.size()) return length;
  }
  return longest;
}

Json groups_json(const SweepData& data, std::size_t leaders) {
  Json json = {{"count", data.groups.size()}, {"key", Json::array()}, {"axes", Json::object()}};
  const std::size_t length = key_length(data.groups);
  for (const ReportGroup& group : data.groups) json["key"].push_back(group.key.substr(0, length));
  for (const ReportAxis& axis : data.axes) {
    Json& column = json["axes"][axis.name] = Json::array();
    for (const std::int32_t code : axis.codes)
      column.push_back(code == ReportAxis::none ? Json() : Json(code));
  }
  Json configs(data.groups.size(), Json());
  const bool few = data.groups.size() <= most_configs;
  for (std::size_t i = 0; i < data.order.size() && (few || i < leaders); ++i)
    configs[data.order[i]] = Json::parse(data.groups[data.order[i]].config);
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
  for (std::size_t i = 0; i < train::metrics().size(); ++i) {
    if (!has_metric(data, i)) continue;
    Json& column = json[train::metrics()[i].name] = Json::array();
    for (const ReportRun& run : data.runs) column.push_back(number(run.metrics[i]));
  }
  return json;
}

template <class Value>
Json column(const SweepData& data, Value&& value) {
  Json column = Json::array();
  for (const ReportRun& run : data.runs) column.push_back(value(run));
  return column;
}

Json runs_json(const SweepData& data) {
  const std::size_t length = key_length(data.runs);
  std::vector<train::Outcome> outcomes;
  const auto outcome = [&](const ReportRun& run) {
    const auto known = std::find(outcomes.begin(), outcomes.end(), run.outcome);
    const auto index = known - outcomes.begin();
    if (known == outcomes.end()) outcomes.push_back(run.outcome);
    return index;
  };
  Json json = {{"count", data.runs.size()}};
  json["key"] = column(data, [&](const ReportRun& run) { return run.key.substr(0, length); });
  json["group"] = column(data, [](const ReportRun& run) { return run.group; });
  json["seed"] = column(data, [](const ReportRun& run) { return seed_json(run.seed); });
  json["outcomes"] = Json::array();
  json["outcome"] = column(data, outcome);
  for (const train::Outcome one : outcomes) json["outcomes"].push_back(to_text(one));
  json["metrics"] = run_metrics(data);
  json["environment"] = column(data, [](const ReportRun& run) { return run.environment; });
  if (!data.messages.empty()) {
    json["messages"] = data.messages;
    json["message"] =
        column(data, [](const ReportRun& run) { return run.message ? Json(*run.message) : Json(); });
  }
  json["epochs_done"] = column(data, [](const ReportRun& run) { return run.epochs_done; });
  json["steps_done"] = column(data, [](const ReportRun& run) { return run.steps_done; });
  json["wall_seconds"] = column(data, [](const ReportRun& run) { return number(run.wall_seconds); });
  if (data.runs.size() <= most_times)
    json["finished_at"] = column(data, [](const ReportRun& run) { return run.finished_at; });
  return json;
}

}  // namespace

void write_frame(const SweepData& data, std::size_t leaders, Json& document) {
  document["objective"] = {{"metric", data.objective->name},
                           {"direction", data.maximize() ? "maximize" : "minimize"}};
  document["metrics"] = metrics_json(data);
  document["axes"] = axes_json(data);
  if (data.arms) document["arms"] = data.axes[*data.arms].name;
  document["settings"] = settings_json(data);
  document["groups"] = groups_json(data, leaders);
  document["runs"] = runs_json(data);
  document["environments"] = Json::array();
  for (const Facts& facts : data.environments) {
    Json list = Json::array();
    for (const auto& [label, value] : facts) list.push_back(Json::array({label, value}));
    document["environments"].push_back(std::move(list));
  }
  // A config's members may be lists, which are several values of an axis but one value of a base.
  document["reproduce"] = "printf '{\"base\": %s}' {config} | tryall train /dev/stdin --seed {seed}";
}

}  // namespace tryall::reports
