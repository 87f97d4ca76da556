#include "tryall/reports/query/leaderboard.hpp"

#include <algorithm>

#include "leaderboard_cells.hpp"
#include "leaderboard_ties.hpp"
#include "results/axis_differences.hpp"
#include "results/rank_key.hpp"

namespace tryall::reports {
namespace {

Standing standing_of(const Group& group, std::size_t metrics) {
  Standing standing{&group, std::vector<sweeps::Running>(metrics), group.runs.size(), 0};
  for (const Run& run : group.runs) {
    if (!run.completed()) {
      ++standing.diverged;
      continue;
    }
    for (std::size_t i = 0; i < run.values.size(); ++i)
      if (run.values[i] == run.values[i]) standing.metrics[i].add(run.values[i]);
  }
  return standing;
}

void sort_standings(Leaderboard& board) {
  const auto key = [&](const Standing& standing) {
    return rank_key(standing.metrics[board.metric], standing.n, board.ranking.direction, standing.group->key);
  };
  std::sort(board.standings.begin(), board.standings.end(),
            [&](const Standing& a, const Standing& b) { return key(a) < key(b); });
}

/// Of those shown.
bool any_diverged(const Leaderboard& board) {
  return std::any_of(board.standings.begin(),
                     board.standings.begin() + static_cast<std::ptrdiff_t>(board.shown()),
                     [](const Standing& s) { return s.diverged > 0; });
}

}  // namespace

std::vector<std::string> differing_axes(const std::vector<Group>& groups) {
  AxisDifferences differences;
  for (const Group& group : groups) differences.add(group.config);
  return differences.axes();
}

Leaderboard rank(const std::vector<Group>& groups, const Ranking& ranking,
                 std::shared_ptr<const Vocabulary> vocabulary) {
  Leaderboard board{.ranking = ranking,
                    .vocabulary = std::move(vocabulary),
                    .axes = differing_axes(groups),
                    .standings = {}};
  const std::vector<Metric>& metrics = board.vocabulary->metrics;
  board.metric = metric_place(metrics, ranking.metric);
  for (const Group& group : groups) board.standings.push_back(standing_of(group, metrics.size()));
  sort_standings(board);
  find_ties(board);
  return board;
}

namespace {

/// Metrics that some group has a value of.
std::vector<std::size_t> measured_metrics(const Leaderboard& board) {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < board.vocabulary->metrics.size(); ++i)
    if (std::any_of(board.standings.begin(), board.standings.end(),
                    [&](const Standing& standing) { return standing.metrics[i].count() > 0; }))
      result.push_back(i);
  return result;
}

std::vector<std::string> leading_columns(const Leaderboard& board, std::vector<std::string> columns) {
  columns.insert(columns.end(), board.axes.begin(), board.axes.end());
  if (board.ranking.at_epoch) columns.emplace_back("epoch");
  return columns;
}

}  // namespace

Table table_for_people(const Leaderboard& board) {
  std::vector<std::string> columns = leading_columns(board, {"rank"});
  const std::vector<Metric>& metrics = board.vocabulary->metrics;
  for (const std::size_t metric : shown_metrics(board.ranking, metrics))
    columns.push_back(metrics[metric].name);
  columns.emplace_back("n");
  if (any_diverged(board)) columns.emplace_back("diverged");
  Table table = table_of_columns(board, columns, true);
  add_tie_column(board, table);
  return table;
}

Table table_for_programs(const Leaderboard& board) {
  std::vector<std::string> columns = leading_columns(board, {"rank", "group_key"});
  columns.insert(columns.end(), {"n", "diverged"});
  for (const std::size_t metric : measured_metrics(board))
    for (const char* prefix : {"mean_", "sd_", "ci_low_", "ci_high_"})
      columns.push_back(prefix + board.vocabulary->metrics[metric].name);
  columns.insert(columns.end(), {"p_best", "not_distinguishable"});
  return table_of_columns(board, columns, false);
}

}  // namespace tryall::reports
