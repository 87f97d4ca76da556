#pragma once

#include "results/config_column.hpp"
#include "results/quantities.hpp"
#include "tryall/reports/query/leaderboard.hpp"

namespace tryall::reports {

/// The value, or no value where nothing was counted (for a deviation: fewer than two).
Cell mean_cell(const sweeps::RunningStatistics& value);
Cell deviation_cell(const sweeps::RunningStatistics& value);

/// The ends of the 95 % interval of the mean, or no value where there is none.
Cell low_cell(const Metric& metric, const sweeps::RunningStatistics& value);
Cell high_cell(const Metric& metric, const sweeps::RunningStatistics& value);

/// What begins the name of a column that has a mean for people without its interval, and the name of that of
/// marks.
inline const std::string mean_column = "mean of ", mark_column = "mark";

/// The places of the metrics a table for people shows: the one ranked by, and those asked for as well, or its
/// counterpart on the test split.
std::vector<std::size_t> shown_metrics(const Ranking& ranking, const std::vector<Metric>& metrics);

}  // namespace tryall::reports
