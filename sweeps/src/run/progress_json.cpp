#include "run/progress_json.hpp"

#include <nlohmann/json.hpp>

namespace tryall::sweeps {

std::string progress_json(const SweepProgress& progress) {
  nlohmann::json json = {{"total", progress.total},
                         {"cached", progress.cached},
                         {"done", progress.done},
                         {"elsewhere", progress.elsewhere},
                         {"diverged", progress.diverged},
                         {"failed", progress.failed},
                         {"timed_out", progress.timed_out},
                         {"steps", progress.steps},
                         {"elapsed_seconds", progress.elapsed_seconds},
                         {"share_done", progress.share_done},
                         {"metric", progress.metric.name},
                         {"share", progress.metric.share},
                         {"best", progress.best},
                         {"best_values", progress.best_objective.state()},
                         {"workers", nlohmann::json::array()}};
  for (const WorkerProgress& worker : progress.workers)
    json["workers"].push_back({{"label", worker.label},
                               {"seed", worker.seed},
                               {"epochs_done", worker.epochs_done},
                               {"epochs", worker.epochs}});
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

SweepProgress progress_from_json(const std::string& text) {
  const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
  SweepProgress progress;
  if (!json.is_object()) return progress;
  const auto read = [&](const char* name, auto& value) {
    if (json.contains(name)) json.at(name).get_to(value);
  };
  read("total", progress.total);
  read("cached", progress.cached);
  read("done", progress.done);
  read("elsewhere", progress.elsewhere);
  read("diverged", progress.diverged);
  read("failed", progress.failed);
  read("timed_out", progress.timed_out);
  read("steps", progress.steps);
  read("elapsed_seconds", progress.elapsed_seconds);
  read("share_done", progress.share_done);
  read("metric", progress.metric.name);
  read("share", progress.metric.share);
  read("best", progress.best);
  if (json.contains("best_values")) progress.best_objective = RunningStatistics(json["best_values"]);
  for (const nlohmann::json& worker : json.value("workers", nlohmann::json::array()))
    progress.workers.push_back({worker.value("label", ""), worker.value("seed", std::uint64_t{0}),
                                worker.value("epochs_done", std::int64_t{0}),
                                worker.value("epochs", std::int64_t{0})});
  return progress;
}

}  // namespace tryall::sweeps
