#include <fmt/format.h>

#include <algorithm>

#include "cells.hpp"
#include "report/words.hpp"
#include "sections.hpp"

namespace tryall::reports {
namespace {

constexpr std::size_t most_runs = 300;
constexpr std::size_t most_maps = 6;

bool is_failed(const SweepData& data, const Run& run) {
  const double value = run.result(data.objective_place);
  return value != value;
}

/// The level at which the largest share failed; of two alike the one with more runs.
std::string worst_level(const SweepData& data) {
  std::string text;
  double worst = 0;
  std::size_t most = 0;
  for (const std::size_t index : data.varying()) {
    const ReportAxis& axis = data.axes[index];
    for (std::size_t level = 0; level < axis.level_count(); ++level) {
      std::size_t runs = 0, failed = 0;
      for (std::size_t group = 0; group < data.groups.size(); ++group)
        if (axis.level(group) == level) {
          runs += data.groups[group].runs.size();
          failed += data.scores[group].failed;
        }
      const double share = runs ? static_cast<double>(failed) / static_cast<double>(runs) : 0;
      if (share < worst || (share == worst && failed <= most)) continue;
      worst = share;
      most = failed;
      text = fmt::format("the largest share at {} {}: {} of {}", axis.label, axis.level_text(level),
                         count_text(failed), count_text(runs));
    }
  }
  return text;
}

void write_runs(const SweepData& data, Json& json) {
  json["run"] = json["epoch"] = json["step"] = Json::array();
  data.for_each_run([&](std::size_t number, std::size_t, const Run& run) {
    if (!is_failed(data, run) || json["run"].size() == most_runs) return;
    json["run"].push_back(number);
    json["epoch"].push_back(run.epochs_done);
    json["step"].push_back(run.steps_done);
  });
}

}  // namespace

Json failures_section(const SweepData& data) {
  std::size_t failed = 0;
  for (const GroupScore& score : data.scores) failed += score.failed;
  if (failed == 0) {
    Json json = missing_section("Every run completed with a value: there is nothing to show.");
    json["runs_in_all"] = data.run_count;
    return json;
  }
  std::string finding = fmt::format("{} of {} did not complete, or have no {}", count_text(failed),
                                    plural(data.run_count, "run"), metric_label(*data.objective));
  const std::string worst = failed < data.run_count ? worst_level(data) : "";
  Json json = {{"finding", finding + (worst.empty() ? "." : "; " + worst + ".")},
               {"note", {{"method", "epochs and updates are those a run had done when it ended"}}},
               {"maps", Json::array()}};
  if (failed > most_runs)
    json["note"]["exclusions"] =
        fmt::format("the first {} of {} runs are listed; the maps count all", most_runs, count_text(failed));
  for (const AxisPair& pair : axis_pairs(data, most_maps))
    json["maps"].push_back(cells_json(data, pair, false));
  write_runs(data, json);
  json["runs_in_all"] = data.run_count;
  return json;
}

}  // namespace tryall::reports
