#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "leaderboard_cells.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/reports/query/query.hpp"

namespace tryall::reports {
namespace {

Cell gap_cell(double value) { return std::isnan(value) ? Cell() : Cell(value); }

/// Where a group stands to the best of its family.
std::vector<BoardColumn> tie_columns(const Leaderboard& board, bool for_people) {
  const auto gap = [&board, for_people](const Standing& standing) {
    const statistics::TieRow& tie = standing.tie;
    if (std::isnan(tie.low) && for_people) return Cell();
    return for_people
               ? Cell(difference_text(board.vocabulary->metrics[board.metric], tie.gap, tie.low, tie.high))
               : gap_cell(tie.gap);
  };
  return {{"gap", gap},
          {"gap_low", [](const Standing& standing) { return gap_cell(standing.tie.low); }},
          {"gap_high", [](const Standing& standing) { return gap_cell(standing.tie.high); }},
          {"verdict", [](const Standing& standing) { return Cell(statistics::to_text(standing.tie.mark)); }},
          {"seeds_needed", [](const Standing& standing) {
             return standing.seeds_needed ? count_cell(*standing.seeds_needed) : Cell();
           }}};
}

/// The columns that are neither of a metric nor of a config.
std::vector<BoardColumn> plain_columns(const Leaderboard& board, bool for_people) {
  std::vector<BoardColumn> columns = {
      {"family", [&board](const Standing& standing) { return board.families[standing.family].label; }},
      {"rank",
       [](const Standing& standing) { return standing.rank == 0 ? Cell() : count_cell(standing.rank); }},
      {"group_key", [](const Standing& standing) { return standing.group->key; }},
      {"epoch", [epoch = board.ranking.at_epoch](const Standing&) { return epoch ? Cell(*epoch) : Cell(); }},
      {"n", [](const Standing& standing) { return count_cell(standing.n); }},
      {"diverged", [for_people](const Standing& standing) {
         return for_people && standing.diverged == 0 ? Cell() : count_cell(standing.diverged);
       }}};
  for (auto& column : tie_columns(board, for_people)) columns.push_back(std::move(column));
  return columns;
}

/// The columns of a metric.
std::vector<BoardColumn> metric_columns(const std::vector<Metric>& metrics, std::size_t metric,
                                        bool for_people) {
  const Metric& about = metrics[metric];
  const auto text = [metric, &about](const Standing& s) {
    return reports::interval_text(about, s.metrics[metric]);
  };
  const auto of = [metric](Cell (*cell)(const sweeps::RunningStatistics&)) -> decltype(BoardColumn::cell) {
    return [metric, cell](const Standing& s) { return cell(s.metrics[metric]); };
  };
  const auto end = [metric, &about](Cell (*cell)(
                       const Metric&, const sweeps::RunningStatistics&)) -> decltype(BoardColumn::cell) {
    return [metric, &about, cell](const Standing& s) { return cell(about, s.metrics[metric]); };
  };
  return {{about.name, for_people ? decltype(BoardColumn::cell)(text) : of(mean_cell)},
          {"mean_" + about.name, of(mean_cell)},
          {"sd_" + about.name, of(deviation_cell)},
          {"ci_low_" + about.name, end(low_cell)},
          {"ci_high_" + about.name, end(high_cell)}};
}

BoardColumn column_of(const std::string& name, const Leaderboard& board, bool for_people) {
  auto columns = plain_columns(board, for_people);
  const std::vector<Metric>& metrics = board.vocabulary->metrics;
  for (std::size_t i = 0; i < metrics.size(); ++i)
    for (auto& column : metric_columns(metrics, i, for_people)) columns.push_back(std::move(column));
  for (BoardColumn& column : columns)
    if (column.head == name) return std::move(column);
  if (const auto column = find_config_column(*board.vocabulary->axes, name))
    return {name, [column = *column](const Standing& s) { return column.cell(s.group->config); }};
  std::vector<std::string> names;
  for (const BoardColumn& column : columns) names.push_back(column.head);
  for (std::string& axis : question_axes(*board.vocabulary->axes)) names.push_back(std::move(axis));
  throw Error(ErrorCode::bad_input,
              fmt::format("--columns {}: unknown column '{}'{}", name, name,
                          did_you_mean_or(name, names, "; see: tryall list axes, tryall list metrics")));
}

}  // namespace

std::vector<BoardColumn> named_columns(const Leaderboard& board, const std::vector<std::string>& names,
                                       bool for_people) {
  std::vector<BoardColumn> columns;
  for (const std::string& name : names) columns.push_back(column_of(name, board, for_people));
  return columns;
}

BoardColumn mean_column(const std::vector<Metric>& metrics, std::size_t metric) {
  return {metrics[metric].name, [metric, &about = metrics[metric]](const Standing& s) -> Cell {
            return value_text(about,
                              s.metrics[metric].count() == 0 ? std::nan("") : s.metrics[metric].mean());
          }};
}

Table table_of(const Leaderboard& board, const std::vector<BoardColumn>& columns) {
  Table table;
  for (const BoardColumn& column : columns) table.columns.push_back(column.head);
  for (const std::size_t row : board.shown()) {
    std::vector<Cell>& cells = table.rows.emplace_back();
    for (const BoardColumn& column : columns) cells.push_back(column.cell(board.standings[row]));
  }
  return table;
}

Table table_of_columns(const Leaderboard& board, const std::vector<std::string>& names, bool for_people) {
  return table_of(board, named_columns(board, names, for_people));
}

}  // namespace tryall::reports
