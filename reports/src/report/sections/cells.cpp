#include "cells.hpp"

#include <algorithm>

namespace tryall::reports {

std::vector<Crossing> crossings(const SweepData& data, const AxisPair& pair, Cells of) {
  const ReportAxis &x = data.axes[pair.x], &y = data.axes[pair.y];
  std::vector<Crossing> cells(x.level_count() * y.level_count());
  for (const std::size_t group : data.order) {
    const auto column = x.level(group), row = y.level(group);
    if (!column || !row || (of == Cells::comparable && !data.comparable[group])) continue;
    Crossing& cell = cells[*row * x.level_count() + *column];
    cell.runs += data.groups[group].runs.size();
    cell.failed += data.scores[group].failed;
    if (!cell.best && data.scores[group].has_value()) cell.best = group;
  }
  return cells;
}

std::vector<AxisPair> axis_pairs(const SweepData& data, std::vector<std::size_t> axes, std::size_t most) {
  const auto place = [&](std::size_t axis) {
    if (data.axes[axis].name == "learning_rate") return 0;
    return data.arms == axis ? 1 : 2;
  };
  std::stable_sort(axes.begin(), axes.end(), [&](auto a, auto b) { return place(a) < place(b); });
  std::vector<AxisPair> pairs;
  for (std::size_t i = 0; i < axes.size(); ++i)
    for (std::size_t j = i + 1; j < axes.size() && pairs.size() < most; ++j)
      pairs.push_back({axes[i], axes[j]});
  return pairs;
}

CrossedAxes crossed_axes(const SweepData& data, const AxisPair& pair, Cells of) {
  CrossedAxes crossed{.x = pair.x, .y = pair.y};
  const std::size_t columns = data.axes[pair.x].level_count();
  const std::vector<Crossing> cells = crossings(data, pair, of);
  for (std::size_t i = 0; i < cells.size(); ++i)
    if (const Crossing& cell = cells[i]; cell.runs > 0)
      crossed.cells.push_back({.x_level = i % columns,
                               .y_level = i / columns,
                               .runs = cell.runs,
                               .failed = cell.failed,
                               .center = cell.best ? data.scores[*cell.best].mean : statistics::no_value});
  return crossed;
}

Json cells_json(const CrossedAxes& pair, const SweepData& data, bool with_center) {
  Json json = {{"x", data.axes[pair.x].name},
               {"y", data.axes[pair.y].name},
               {"x_level", column(pair.cells, &CrossedLevels::x_level)},
               {"y_level", column(pair.cells, &CrossedLevels::y_level)},
               {"n", column(pair.cells, &CrossedLevels::runs)},
               {"failed", column(pair.cells, &CrossedLevels::failed)}};
  if (with_center) json["center"] = numbers(pair.cells, &CrossedLevels::center);
  return json;
}

}  // namespace tryall::reports
