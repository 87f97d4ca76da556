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

/// The first of them.
std::vector<FailedRun> failed_runs(const SweepData& data) {
  std::vector<FailedRun> runs;
  data.for_each_run([&](std::size_t number, std::size_t, const Run& run) {
    if (is_failed(data, run) && runs.size() < most_runs)
      runs.push_back({.run = number, .epochs = run.epochs_done, .steps = run.steps_done});
  });
  return runs;
}

}  // namespace

std::optional<FailuresSection> failures_section(const SectionSource& source) {
  const SweepData& data = source.data;
  FailuresSection section;
  section.runs_in_all = data.run_count;
  std::size_t failed = 0;
  for (const GroupScore& score : data.scores) failed += score.failed;
  if (failed == 0) {
    section.finding = "Every run completed with a value.";
    return section;
  }
  const std::string worst = failed < data.run_count ? worst_level(data) : "";
  section.finding = fmt::format("{} of {} did not complete, or have no {}{}.", count_text(failed),
                                plural(data.run_count, "run"), metric_label(*data.objective),
                                worst.empty() ? "" : "; " + worst);
  section.note.method = "epochs and updates are those done when the run ended";
  if (failed > most_runs)
    section.note.exclusions =
        fmt::format("the first {} of {} runs are listed; the maps count all", most_runs, count_text(failed));
  for (const AxisPair& pair : axis_pairs(data, data.varying(), most_maps))
    section.maps.push_back(crossed_axes(data, pair, Cells::all));
  section.runs = failed_runs(data);
  return section;
}

Json section_json(const FailuresSection& section, const SweepData& data) {
  if (section.runs.empty()) return {{"missing", section.finding}, {"runs_in_all", section.runs_in_all}};
  Json json = words_json(section);
  json["maps"] = column(section.maps, [&](const CrossedAxes& pair) { return cells_json(pair, data, false); });
  json["step"] = column(section.runs, &FailedRun::steps);
  json["epoch"] = column(section.runs, &FailedRun::epochs);
  json["run"] = column(section.runs, &FailedRun::run);
  json["runs_in_all"] = section.runs_in_all;
  return json;
}

}  // namespace tryall::reports
