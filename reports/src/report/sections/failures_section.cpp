#include <fmt/format.h>

#include <algorithm>

#include "cells.hpp"
#include "report/words.hpp"
#include "sections.hpp"

namespace tryall::reports {
namespace {

constexpr std::size_t most_runs = 300;
constexpr std::size_t most_maps = 6;

bool is_failed(const SweepData& data, const ReportRun& run) {
  const double value = run.metrics[train::index_of(*data.objective)];
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
          runs += data.groups[group].count;
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
  for (std::size_t i = 0; i < data.runs.size() && json["run"].size() < most_runs; ++i) {
    if (!is_failed(data, data.runs[i])) continue;
    json["run"].push_back(i);
    json["epoch"].push_back(data.runs[i].epochs_done);
    json["step"].push_back(data.runs[i].steps_done);
  }
}

}  // namespace

Json failures_section(const SweepData& data) {
  const auto failed = static_cast<std::size_t>(std::count_if(
      data.runs.begin(), data.runs.end(), [&](const ReportRun& run) { return is_failed(data, run); }));
  if (failed == 0) {
    Json json = missing_section("Every run completed with a value: there is nothing to show.");
    json["runs_in_all"] = data.runs.size();
    return json;
  }
  std::string finding = fmt::format("{} of {} did not complete, or have no {}", count_text(failed),
                                    plural(data.runs.size(), "run"), metric_label(*data.objective));
  const std::string worst = failed < data.runs.size() ? worst_level(data) : "";
  Json json = {{"finding", finding + (worst.empty() ? "." : "; " + worst + ".")},
               {"note", {{"method", "epochs and updates are those a run had done when it ended"}}},
               {"maps", Json::array()}};
  if (failed > most_runs)
    json["note"]["exclusions"] =
        fmt::format("the first {} of {} runs are listed; the maps count all", most_runs, count_text(failed));
  for (const AxisPair& pair : axis_pairs(data, most_maps))
    json["maps"].push_back(cells_json(data, pair, false));
  write_runs(data, json);
  json["runs_in_all"] = data.runs.size();
  return json;
}

}  // namespace tryall::reports
