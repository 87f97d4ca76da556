#include "cells.hpp"

#include <algorithm>

namespace tryall::reports {

std::vector<Crossing> crossings(const SweepData& data, const AxisPair& pair) {
  const ReportAxis &x = data.axes[pair.x], &y = data.axes[pair.y];
  std::vector<Crossing> cells(x.level_count() * y.level_count());
  for (const std::size_t group : data.order) {
    const auto column = x.level(group), row = y.level(group);
    if (!column || !row) continue;
    Crossing& cell = cells[*row * x.level_count() + *column];
    cell.runs += data.groups[group].runs.size();
    cell.failed += data.scores[group].failed;
    if (!cell.best && data.scores[group].has_value()) cell.best = group;
  }
  return cells;
}

std::vector<AxisPair> axis_pairs(const SweepData& data, std::size_t most) {
  std::vector<std::size_t> axes = data.varying();
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

Json cells_json(const SweepData& data, const AxisPair& pair, bool with_center) {
  const ReportAxis &x = data.axes[pair.x], &y = data.axes[pair.y];
  Json json = {{"x", x.name},
               {"y", y.name},
               {"x_level", Json::array()},
               {"y_level", Json::array()},
               {"n", Json::array()},
               {"failed", Json::array()}};
  if (with_center) json["center"] = Json::array();
  const std::vector<Crossing> cells = crossings(data, pair);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].runs == 0) continue;
    json["x_level"].push_back(i % x.level_count());
    json["y_level"].push_back(i / x.level_count());
    json["n"].push_back(cells[i].runs);
    json["failed"].push_back(cells[i].failed);
    if (with_center)
      json["center"].push_back(cells[i].best ? number(data.scores[*cells[i].best].mean) : Json());
  }
  return json;
}

}  // namespace tryall::reports
