#pragma once

#include "report/json_columns.hpp"
#include "tryall/reports/report/sections/interactions_section.hpp"

namespace tryall::reports {

/// Where two axes cross: the groups that have both values.
struct Crossing {
  std::size_t runs = 0, failed = 0;
  std::optional<std::size_t> best = {};  ///< The highest ranked group that has a value.
};

struct AxisPair {
  std::size_t x = 0, y = 0;  ///< Indices of axes.
};

/// Groups whose values stand side by side, or all, whose runs are only counted.
enum class Cells { comparable, all };

/// Row after row of y; those that were not sampled have no runs.
std::vector<Crossing> crossings(const SweepData& data, const AxisPair& pair, Cells of);

/// The pairs of these axes, learning rate by optimizer (or the arms) first, `most` at most.
std::vector<AxisPair> axis_pairs(const SweepData& data, std::vector<std::size_t> axes, std::size_t most);

/// The pair with the cells that were sampled.
CrossedAxes crossed_axes(const SweepData& data, const AxisPair& pair, Cells of);

/// x, y, x_level, y_level, n, failed, and `center` where it is asked for.
Json cells_json(const CrossedAxes& pair, const SweepData& data, bool with_center);

}  // namespace tryall::reports
