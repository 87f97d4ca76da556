#pragma once

#include <functional>
#include <string>
#include <vector>

#include "results/config_column.hpp"
#include "tryall/reports/query/leaderboard.hpp"
#include "tryall/reports/results/quantities.hpp"

namespace tryall::reports {

/// The value, or no value where nothing was counted (for a deviation: fewer than two).
Cell mean_cell(const sweeps::RunningStatistics& value);
Cell deviation_cell(const sweeps::RunningStatistics& value);

/// The ends of the 95 % interval of the mean, or no value where there is none.
Cell low_cell(const Metric& metric, const sweeps::RunningStatistics& value);
Cell high_cell(const Metric& metric, const sweeps::RunningStatistics& value);

/// A column of the leaderboard.
struct BoardColumn {
  std::string head;
  std::function<Cell(const Standing&)> cell;
};

/// Those of these names, as table_of_columns knows them. Throws Error for another name.
std::vector<BoardColumn> named_columns(const Leaderboard& board, const std::vector<std::string>& names,
                                       bool for_people);
/// The mean of a metric for people, without its interval.
BoardColumn mean_column(const std::vector<Metric>& metrics, std::size_t metric);
/// Of the rows to show.
Table table_of(const Leaderboard& board, const std::vector<BoardColumn>& columns);

/// The places of the metrics a table for people shows: the one ranked by, and those asked for as well, or its
/// counterpart on the test split.
std::vector<std::size_t> shown_metrics(const Ranking& ranking, const std::vector<Metric>& metrics);

}  // namespace tryall::reports
