#pragma once

#include "tryall/reports/leaderboard.hpp"

namespace tryall::reports {

/// The value, or no value where nothing was counted (for a deviation: fewer than two).
Cell mean_cell(const sweeps::Running& value);
Cell deviation_cell(const sweeps::Running& value);

/// "97.83 +- 0.08 %", without the count; "-" where nothing was counted.
std::string value_text(std::size_t metric, const sweeps::Running& value);

/// The value of an axis as a cell: numbers stay numbers, so that they sort and align as such.
Cell axis_cell(const Axis& axis, const Config& config);

/// The metrics a table for people shows: the one ranked by, and its counterpart on the test split.
std::vector<std::size_t> shown_metrics(const std::string& metric);

}  // namespace tryall::reports
