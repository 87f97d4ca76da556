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

/// The columns that are neither of a metric nor of a config.
std::vector<std::pair<std::string, ColumnOf>> plain_columns(const Leaderboard& board, bool for_people) {
  const auto rank_cell = [&board, for_people](const Standing&, std::size_t row) {
    return for_people && board.is_tied(row) ? Cell("=") : count_cell(row + 1);
  };
  return {{"rank", rank_cell},
          {"group_key", [](const Standing& standing, std::size_t) { return standing.group->key; }},
          {"epoch", [epoch = board.ranking.at_epoch](const Standing&,
                                                     std::size_t) { return epoch ? Cell(*epoch) : Cell(); }},
          {"n", [](const Standing& standing, std::size_t) { return count_cell(standing.n); }},
          {"diverged",
           [for_people](const Standing& standing, std::size_t) {
             return for_people && standing.diverged == 0 ? Cell() : count_cell(standing.diverged);
           }},
          {"p_best",
           [&board](const Standing&, std::size_t row) {
             return row < board.p.size() && !std::isnan(board.p[row]) ? Cell(board.p[row]) : Cell();
           }},
          {"not_distinguishable", [&board](const Standing&, std::size_t row) {
             return row < board.p.size() ? count_cell(board.not_distinguishable[row]) : Cell();
           }}};
}

/// The columns of a metric.
std::vector<std::pair<std::string, ColumnOf>> metric_columns(const std::vector<Metric>& metrics,
                                                             std::size_t metric, bool for_people) {
  const std::string& name = metrics[metric].name;
  const auto text = [metric, &about = metrics[metric]](const Standing& s, std::size_t) {
    return reports::interval_text(about, s.metrics[metric]);
  };
  const auto of = [metric](Cell (*cell)(const sweeps::Running&)) -> ColumnOf {
    return [metric, cell](const Standing& s, std::size_t) { return cell(s.metrics[metric]); };
  };
  return {{name, for_people ? ColumnOf(text) : of(mean_cell)},
          {"mean_" + name, of(mean_cell)},
          {"sd_" + name, of(deviation_cell)},
          {"ci_low_" + name, of(low_cell)},
          {"ci_high_" + name, of(high_cell)}};
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
  for (std::size_t row = 0; row < board.shown(); ++row) {
    std::vector<Cell>& cells = table.rows.emplace_back();
    for (const ColumnOf& column : columns) cells.push_back(column(board.standings[row], row));
  }
  return table;
}

}  // namespace tryall::reports
