#include "tryall/reports/query/leaderboard.hpp"
#include "tryall/train/training_config.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>

#include "leaderboard_cells.hpp"
#include "leaderboard_ties.hpp"
#include "results/rank_key.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::reports {
namespace {

Standing standing_of(const GroupRow& group) {
  Standing standing{&group, std::vector<sweeps::Running>(train::metrics().size()), group.runs.size(), 0};
  for (const RunRow& run : group.runs) {
    if (run.outcome != train::Outcome::completed) {
      ++standing.diverged;
      continue;
    }
    for (std::size_t i = 0; i < run.values.size(); ++i)
      if (run.values[i] == run.values[i]) standing.metrics[i].add(run.values[i]);
  }
  return standing;
}

/// Sorts best first; ties go by group key, so that the order never depends on chance.
void sort_standings(std::vector<Standing>& standings, const Ranking& ranking) {
  const std::size_t metric = train::index_of(train::find_metric(ranking.metric));
  const auto key = [&](const Standing& standing) {
    return std::tuple(
        rank_key(mean_of(standing.metrics[metric]), standing.diverged, standing.n, ranking.direction),
        std::string_view(standing.group->key));
  };
  std::sort(standings.begin(), standings.end(),
            [&](const Standing& a, const Standing& b) { return key(a) < key(b); });
}

bool any_diverged(const std::vector<Standing>& standings) {
  return std::any_of(standings.begin(), standings.end(), [](const Standing& s) { return s.diverged > 0; });
}

}  // namespace

std::vector<std::string> differing_axes(const std::vector<GroupRow>& groups) {
  std::vector<std::string> result;
  for (const Axis& axis : axes()) {
    const auto differs = [&](const GroupRow& group) {
      return sweeps::axis_label(axis, group.config) != sweeps::axis_label(axis, groups.front().config);
    };
    if (std::any_of(groups.begin(), groups.end(), differs)) result.push_back(axis.name);
  }
  if (result.empty()) result.emplace_back("model");
  return result;
}

Leaderboard rank(const std::vector<GroupRow>& groups, const Ranking& ranking) {
  train::find_metric(ranking.metric);
  Leaderboard board{.ranking = ranking, .axes = differing_axes(groups), .standings = {}};
  for (const GroupRow& group : groups) board.standings.push_back(standing_of(group));
  sort_standings(board.standings, ranking);
  find_ties(board);
  return board;
}

namespace {

/// Metrics that some group has a value of.
std::vector<std::size_t> measured_metrics(const Leaderboard& board) {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < train::metrics().size(); ++i)
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
  for (const std::size_t metric : shown_metrics(board.ranking))
    columns.push_back(train::metrics()[metric].name);
  columns.emplace_back("n");
  if (any_diverged(board.standings)) columns.emplace_back("diverged");
  Table table = table_of_columns(board, columns, true);
  add_tie_column(board, table);
  return table;
}

Table table_for_programs(const Leaderboard& board) {
  std::vector<std::string> columns = leading_columns(board, {"rank", "group_key"});
  columns.insert(columns.end(), {"n", "diverged"});
  for (const std::size_t metric : measured_metrics(board))
    for (const char* prefix : {"mean_", "sd_", "ci_low_", "ci_high_"})
      columns.push_back(prefix + train::metrics()[metric].name);
  columns.insert(columns.end(), {"p_best", "not_distinguishable"});
  return table_of_columns(board, columns, false);
}

}  // namespace tryall::reports
