#include <fmt/format.h>

#include <numeric>

#include "report/words.hpp"
#include "sections.hpp"

namespace tryall::reports {

std::optional<ParallelSection> parallel_section(const SectionSource& source) {
  const SweepData& data = source.data;
  ParallelSection section;
  section.finding = fmt::format(
      "All {} over {}: select on an axis to see what leads to good values.", plural(data.run_count, "run"),
      data.axes.size() == 1 ? "one axis" : fmt::format("{} axes", data.axes.size()));
  section.note = {.n = "a line is a run", .exclusions = "none: failed runs have no value and are marked"};
  section.axes.resize(data.axes.size());
  std::iota(section.axes.begin(), section.axes.end(), std::size_t{0});
  section.metrics.push_back(data.objective_place);
  if (const auto test = test_counterpart(data)) section.metrics.push_back(*test);
  return section;
}

Json section_json(const ParallelSection& section, const SweepData& data) {
  Json json = words_json(section);
  json["axes"] = column(section.axes, [&](std::size_t axis) { return data.axes[axis].name; });
  json["metrics"] = column(section.metrics, [&](std::size_t metric) { return data.metrics()[metric].name; });
  return json;
}

}  // namespace tryall::reports
