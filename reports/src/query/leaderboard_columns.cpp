#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "leaderboard_cells.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/reports/query/query.hpp"

namespace tryall::reports {
namespace {

using ColumnOf = std::function<Cell(const Standing&, std::size_t row)>;

Cell gap_cell(double value) { return std::isnan(value) ? Cell() : Cell(value); }

/// Where a group stands to the best of its family.
std::vector<std::pair<std::string, ColumnOf>> tie_columns(const Leaderboard& board, bool for_people) {
  const auto gap = [&board, for_people](const Standing& standing, std::size_t) {
    const statistics::TieRow& tie = standing.tie;
    if (std::isnan(tie.low) && for_people) return Cell();
    return for_people
               ? Cell(difference_text(board.vocabulary->metrics[board.metric], tie.gap, tie.low, tie.high))
               : gap_cell(tie.gap);
  };
  return {{"gap", gap},
          {"gap_low", [](const Standing& standing, std::size_t) { return gap_cell(standing.tie.low); }},
          {"gap_high", [](const Standing& standing, std::size_t) { return gap_cell(standing.tie.high); }},
          {"verdict", [](const Standing& standing,
                         std::size_t) { return Cell(statistics::to_text(standing.tie.mark)); }},
          {mark_column, [](const Standing& standing, std::size_t) { return Cell(mark_text(standing)); }},
          {"seeds_needed", [](const Standing& standing, std::size_t) {
             return standing.seeds_needed ? count_cell(*standing.seeds_needed) : Cell();
           }}};
}

/// The columns that are neither of a metric nor of a config.
std::vector<std::pair<std::string, ColumnOf>> plain_columns(const Leaderboard& board, bool for_people) {
  std::vector<std::pair<std::string, ColumnOf>> columns = {
      {"family",
       [&board](const Standing& standing, std::size_t) { return board.families[standing.family].label; }},
      {"rank", [](const Standing& standing,
                  std::size_t) { return standing.rank == 0 ? Cell() : count_cell(standing.rank); }},
      {"group_key", [](const Standing& standing, std::size_t) { return standing.group->key; }},
      {"epoch", [epoch = board.ranking.at_epoch](const Standing&,
                                                 std::size_t) { return epoch ? Cell(*epoch) : Cell(); }},
      {"n", [](const Standing& standing, std::size_t) { return count_cell(standing.n); }},
      {"diverged", [for_people](const Standing& standing, std::size_t) {
         return for_people && standing.diverged == 0 ? Cell() : count_cell(standing.diverged);
       }}};
  for (auto& column : tie_columns(board, for_people)) columns.push_back(std::move(column));
  return columns;
}

/// The columns of a metric.
std::vector<std::pair<std::string, ColumnOf>> metric_columns(const std::vector<Metric>& metrics,
                                                             std::size_t metric, bool for_people) {
  const Metric& about = metrics[metric];
  const auto text = [metric, &about](const Standing& s, std::size_t) {
    return reports::interval_text(about, s.metrics[metric]);
  };
  const auto mean_text = [metric, &about](const Standing& s, std::size_t) {
    return value_text(about, s.metrics[metric].count() == 0 ? std::nan("") : s.metrics[metric].mean());
  };
  const auto of = [metric](Cell (*cell)(const sweeps::RunningStatistics&)) -> ColumnOf {
    return [metric, cell](const Standing& s, std::size_t) { return cell(s.metrics[metric]); };
  };
  const auto end = [metric,
                    &about](Cell (*cell)(const Metric&, const sweeps::RunningStatistics&)) -> ColumnOf {
    return [metric, &about, cell](const Standing& s, std::size_t) { return cell(about, s.metrics[metric]); };
  };
  return {{about.name, for_people ? ColumnOf(text) : of(mean_cell)},
          {mean_column + about.name, mean_text},
          {"mean_" + about.name, of(mean_cell)},
          {"sd_" + about.name, of(deviation_cell)},
          {"ci_low_" + about.name, end(low_cell)},
          {"ci_high_" + about.name, end(high_cell)}};
}

ColumnOf column_of(const std::string& name, const Leaderboard& board, bool for_people) {
  auto columns = plain_columns(board, for_people);
  const std::vector<Metric>& metrics = board.vocabulary->metrics;
  for (std::size_t i = 0; i < metrics.size(); ++i)
    for (auto& column : metric_columns(metrics, i, for_people)) columns.push_back(std::move(column));
  for (auto& [known, column] : columns)
    if (known == name) return std::move(column);
  if (const auto column = find_config_column(*board.vocabulary->axes, name))
    return [column = *column](const Standing& s, std::size_t) { return column.cell(s.group->config); };
  std::vector<std::string> names = question_axes(*board.vocabulary->axes);
  for (const auto& [known, column] : columns) names.push_back(known);
  const std::string near = nearest_name(name, names);
  throw Error(ErrorCode::bad_input, fmt::format("--columns {}: unknown column '{}'{}", name, name,
                                                near.empty() ? "; see: tryall list axes, tryall list metrics"
                                                             : did_you_mean(name, {near})));
}

}  // namespace

Table table_of_columns(const Leaderboard& board, const std::vector<std::string>& names, bool for_people) {
  Table table{names, {}};
  std::vector<ColumnOf> columns;
  for (const std::string& name : names) columns.push_back(column_of(name, board, for_people));
  for (const std::size_t row : board.shown()) {
    std::vector<Cell>& cells = table.rows.emplace_back();
    for (const ColumnOf& column : columns) cells.push_back(column(board.standings[row], row));
  }
  return table;
}

}  // namespace tryall::reports
