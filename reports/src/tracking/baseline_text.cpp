#include "environment_fields.hpp"
#include "tryall/tracking/baseline.hpp"

#include <cmath>

namespace tryall::tracking {
namespace {

nlohmann::json to_json(const TrackedRun& run) {
  nlohmann::json curves = nlohmann::json::object(), ends = nlohmann::json::object();
  for (std::size_t i = 0; i < train::metrics().size(); ++i) {
    const std::string& name = train::metrics()[i].name;
    if (!run.result.curves[i].empty()) curves[name] = run.result.curves[i];
    if (std::isfinite(run.result.final_values[i])) ends[name] = run.result.final_values[i];
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

nlohmann::json to_json(const sweeps::DatasetFacts& dataset) {
  return {{"name", dataset.name},
          {"hash", dataset.hash},
          {"samples", dataset.samples},
          {"test_samples", dataset.test_samples},
          {"features", dataset.features},
          {"classes", dataset.classes},
          {"task", std::string(to_text(dataset.task))}};
}

/// A list of JSON texts, each on a line of its own.
std::string lines(const std::vector<std::string>& texts, const std::string& indent) {
  std::string text = "[";
  for (const std::string& one : texts)
    text.append(text.size() > 1 ? ",\n" : "\n").append(indent).append(" ").append(one);
  return text + "\n" + indent + "]";
}

std::string group_text(const TrackedGroup& group) {
  std::vector<std::string> runs;
  for (const TrackedRun& run : group.runs) runs.push_back(to_json(run).dump());
  return "{\"config\": " + group.config.dump() + ",\n  \"dataset\": " + to_json(group.dataset).dump() +
         ",\n  \"key\": " + nlohmann::json(group.key).dump() + ",\n  \"runs\": " + lines(runs, "  ") + "}";
}

}  // namespace

nlohmann::json to_json(const sweeps::Environment& environment) {
  nlohmann::json json = {{"dirty", environment.dirty}};
  for (const EnvironmentField& field : environment_fields) json[field.name] = environment.*field.member;
  return json;
}

std::string to_text(const Baseline& baseline) {
  std::vector<std::string> environments, groups;
  for (const sweeps::Environment& environment : baseline.environments)
    environments.push_back(to_json(environment).dump());
  for (const TrackedGroup& group : baseline.groups) groups.push_back(group_text(group));
  const auto text = [](const nlohmann::json& json) { return json.dump(); };
  return "{\n\"created_at\": " + text(baseline.created_at) +
         ",\n\"environments\": " + lines(environments, "") + ",\n\"format\": \"tryall baseline\"" +
         ",\n\"format_version\": " + text(baseline_format) + ",\n\"groups\": " + lines(groups, "") +
         ",\n\"metrics\": " + text(baseline.metrics) + ",\n\"name\": " + text(baseline.name) +
         ",\n\"numerics_version\": " + text(baseline.numerics_version) + "\n}\n";
}

}  // namespace tryall::tracking
