#include <fmt/format.h>

#include "report/words.hpp"
#include "sections.hpp"

namespace tryall::reports {

Json parallel_section(const SweepData& data) {
  Json names = Json::array();
  for (const ReportAxis& axis : data.axes) names.push_back(axis.name);
  Json shown = Json::array({data.objective->name});
  if (const auto test = test_counterpart(data)) shown.push_back(data.metrics()[*test].name);
  return {
      {"finding", fmt::format("All {} over {}: select on an axis to see what leads to good values.",
                              plural(data.run_count, "run"),
                              data.axes.size() == 1 ? "one axis" : fmt::format("{} axes", data.axes.size()))},
      {"note", {{"n", "a line is a run"}, {"exclusions", "none: failed runs have no value and are marked"}}},
      {"axes", std::move(names)},
      {"metrics", std::move(shown)}};
}

}  // namespace tryall::reports
