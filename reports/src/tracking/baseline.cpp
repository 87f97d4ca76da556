#include "results/environment_fields.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

#include "tracking/json_trouble.hpp"
#include "tryall/error.hpp"
#include "tryall/reports/tables/json_text.hpp"
#include "tryall/tracking/baseline.hpp"

namespace tryall::tracking {
namespace {

nlohmann::json to_json(const TrackedRun& run, const std::vector<Metric>& metrics) {
  nlohmann::json curves = nlohmann::json::object(), ends = nlohmann::json::object();
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    const std::string& name = metrics[i].name;
    if (!run.result.curve(i).empty()) curves[name] = run.result.curve(i);
    if (std::isfinite(run.result.value(i))) ends[name] = run.result.value(i);
  }
  return {{"seed", run.seed},
          {"environment", run.environment},
          {"outcome", std::string(to_text(run.result.outcome))},
          {"message", run.result.message},
          {"epochs_done", run.result.epochs_done},
          {"steps_done", run.result.steps_done},
          {"final", std::move(ends)},
          {"curves", std::move(curves)}};
}

nlohmann::json to_json(const sweeps::Subject& dataset) {
  return {{"name", dataset.name},
          {"hash", dataset.hash},
          {"samples", dataset.samples},
          {"test_samples", dataset.test_samples},
          {"features", dataset.features},
          {"classes", dataset.classes},
          {"task", std::string(to_text(dataset.task))}};
}

/// On one line; what is not UTF-8 in a text is replaced.
std::string line_of(const nlohmann::json& json) { return reports::json_text(json, -1); }

/// A list of JSON texts, each on a line of its own.
std::string lines(const std::vector<std::string>& texts, const std::string& indent) {
  std::string text = "[";
  for (const std::string& one : texts)
    text.append(text.size() > 1 ? ",\n" : "\n").append(indent).append(" ").append(one);
  return text + "\n" + indent + "]";
}

std::string group_text(const TrackedGroup& group, const std::vector<Metric>& metrics) {
  std::vector<std::string> runs;
  for (const TrackedRun& run : group.runs) runs.push_back(line_of(to_json(run, metrics)));
  return "{\"config\": " + line_of(group.config) + ",\n  \"dataset\": " + line_of(to_json(group.dataset)) +
         ",\n  \"key\": " + line_of(group.key) + ",\n  \"runs\": " + lines(runs, "  ") + "}";
}

nlohmann::json to_json(const Metric& metric) {
  return {{"name", metric.name},
          {"quantity", metric.quantity},
          {"unit", metric.unit},
          {"meaning", metric.meaning},
          {"share", metric.share},
          {"direction", std::string(to_text(metric.direction))},
          {"each_epoch", metric.each_epoch},
          {"repeatable", metric.repeatable},
          {"split", std::string(to_text(metric.split))}};
}

/// Those that are not this library's own, which its readers know.
std::vector<std::string> further_metrics(const Baseline& baseline) {
  std::vector<std::string> texts;
  for (const Metric& metric : baseline.known)
    if (metric_index(train::indexed_metrics(), metric.name) == train::metric_count)
      texts.push_back(line_of(to_json(metric)));
  return texts;
}

}  // namespace

nlohmann::json to_json(const sweeps::Environment& environment) {
  nlohmann::json json = {{"dirty", environment.dirty}};
  for (const reports::EnvironmentField& field : reports::environment_fields)
    json[field.name] = environment.*field.member;
  return json;
}

std::string to_text(const Baseline& baseline) {
  std::vector<std::string> environments, groups;
  for (const sweeps::Environment& environment : baseline.environments)
    environments.push_back(line_of(to_json(environment)));
  for (const TrackedGroup& group : baseline.groups) groups.push_back(group_text(group, baseline.known));
  const auto text = line_of;
  const std::vector<std::string> further = further_metrics(baseline);
  return "{\n\"created_at\": " + text(baseline.created_at) +
         ",\n\"environments\": " + lines(environments, "") + ",\n\"format\": \"tryall baseline\"" +
         ",\n\"format_version\": " + text(baseline_format) +
         (further.empty() ? "" : ",\n\"further_metrics\": " + lines(further, "")) +
         ",\n\"groups\": " + lines(groups, "") + ",\n\"metrics\": " + text(baseline.metrics) +
         ",\n\"name\": " + text(baseline.name) +
         ",\n\"numerics_version\": " + text(baseline.numerics_version) + "\n}\n";
}

namespace {

using Json = nlohmann::json;

/// Follows where in the document reading is, for messages.
class Reader {
 public:
  explicit Reader(std::string origin) : origin_(std::move(origin)) {}

  Baseline read(const std::string& text) {
    try {
      return document(Json::parse(text));
    } catch (const Json::exception& error) {
      fail(json_trouble(error));
    }
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw Error(ErrorCode::bad_input, fmt::format("{}: is not a baseline that this program can read: {}{}",
                                                  origin_, place_.empty() ? "" : place_ + ": ", what));
  }

  /// The library would cut off what the type does not hold.
  template <class Number>
  Number whole(const Json& json, const char* field) const {
    const Json& value = json.at(field);
    const bool fits =
        value.is_number_integer() && value >= Number{0} && value <= std::numeric_limits<Number>::max();
    if (!fits) fail(fmt::format("{} {} is no whole number of at least 0", field, value.dump()));
    return value.get<Number>();
  }

  Baseline document(const Json& json) {
    if (json.value("format", "") != "tryall baseline") fail("its format is not \"tryall baseline\"");
    const Json& version = json.at("format_version");
    if (!version.is_number_integer() || version < 1)
      fail(fmt::format("format_version {} is none; this program knows 1 to {}", version.dump(),
                       baseline_format));
    if (version > baseline_format)
      fail(fmt::format("it was written by a newer tryall (form {}, this program knows up to {})",
                       version.dump(), baseline_format));
    Baseline baseline{.name = json.at("name").get<std::string>(),
                      .created_at = json.at("created_at").get<std::string>(),
                      .numerics_version = whole<int>(json, "numerics_version"),
                      .metrics = json.at("metrics").get<std::vector<std::string>>(),
                      .environments = {},
                      .groups = {}};
    for (const Json& one : json.value("further_metrics", Json::array()))
      baseline.known.push_back(metric(one));
    known_ = baseline.known;
    for (const Json& one : json.at("environments")) baseline.environments.push_back(environment(one));
    environments_ = baseline.environments.size();
    const Json& groups = json.at("groups");
    for (std::size_t i = 0; i < groups.size(); ++i) {
      place_ = fmt::format("groups[{}]", i);
      baseline.groups.push_back(group(groups.at(i)));
    }
    return baseline;
  }

  static sweeps::Environment environment(const Json& json) {
    sweeps::Environment environment;
    environment.dirty = json.at("dirty").get<bool>();
    for (const reports::EnvironmentField& field : reports::environment_fields)
      environment.*field.member = json.at(field.name).get<std::string>();
    return environment;
  }

  TrackedGroup group(const Json& json) {
    TrackedGroup group{json.at("key").get<std::string>(), json.at("config"), dataset(json.at("dataset")), {}};
    if (!group.config.is_object()) fail("config is not an object");
    const std::string place = place_;
    const Json& runs = json.at("runs");
    for (std::size_t i = 0; i < runs.size(); ++i) {
      place_ = fmt::format("{}.runs[{}]", place, i);
      group.runs.push_back(run(runs.at(i)));
      if (i > 0 && group.runs[i - 1].seed >= group.runs[i].seed) fail("seeds do not ascend");
    }
    if (runs.empty()) fail("there are no runs");
    return group;
  }

  sweeps::Subject dataset(const Json& json) const {
    sweeps::Subject facts{json.at("name").get<std::string>(),
                          json.at("hash").get<std::string>(),
                          whole<std::size_t>(json, "samples"),
                          whole<std::size_t>(json, "test_samples"),
                          whole<std::size_t>(json, "features"),
                          whole<std::size_t>(json, "classes"),
                          Task::classification};
    const std::string name = json.at("task").get<std::string>();
    const auto task = task_from(name);
    if (!task) fail(fmt::format("unknown task '{}'", name));
    facts.task = *task;
    return facts;
  }

  TrackedRun run(const Json& json) const {
    TrackedRun run;
    run.result.final_values.assign(known_.size(), RunResult::missing());
    run.result.curves.resize(known_.size());
    run.seed = whole<std::uint64_t>(json, "seed");
    run.environment = whole<std::size_t>(json, "environment");
    if (run.environment >= environments_) fail(fmt::format("there is no environment {}", run.environment));
    const auto outcome = train::outcome_from(json.at("outcome").get<std::string>());
    if (!outcome) fail("unknown outcome");
    run.result.outcome = *outcome;
    run.result.message = json.at("message").get<std::string>();
    run.result.epochs_done = whole<std::int64_t>(json, "epochs_done");
    run.result.steps_done = whole<std::int64_t>(json, "steps_done");
    for (const auto& [name, value] : json.at("final").items())
      run.result.final_values[place_of(name)] = value.get<double>();
    for (const auto& [name, values] : json.at("curves").items())
      for (const Json& value : values)
        run.result.curves[place_of(name)].push_back(value.is_null() ? train::RunResult::missing()
                                                                    : value.get<double>());
    return run;
  }

  std::size_t place_of(const std::string& name) const { return metric_place(known_, name); }

  static Metric metric(const Json& json) {
    Metric metric{.name = json.at("name"),
                  .quantity = json.at("quantity"),
                  .unit = json.at("unit"),
                  .meaning = json.at("meaning"),
                  .share = json.at("share").get<bool>(),
                  .each_epoch = json.at("each_epoch").get<bool>(),
                  .repeatable = json.at("repeatable").get<bool>()};
    metric.direction = direction_from(json.at("direction").get<std::string>()).value_or(Direction::maximize);
    metric.split = split_from(json.at("split").get<std::string>()).value_or(Split::none);
    return metric;
  }

  std::string origin_, place_;
  std::size_t environments_ = 0;
  std::vector<Metric> known_;
};

}  // namespace

Baseline baseline_from_text(const std::string& text, const std::string& origin) {
  return Reader(origin).read(text);
}

}  // namespace tryall::tracking
