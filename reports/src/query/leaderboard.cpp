#include "tryall/reports/query/leaderboard.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "leaderboard_cells.hpp"
#include "results/axis_differences.hpp"
#include "results/ranking/families.hpp"
#include "results/ranking/ranking.hpp"

namespace tryall::reports {
namespace {

Standing standing_of(const Group& group, const Score& score, std::size_t metrics) {
  Standing standing{score, &group, std::vector<sweeps::RunningStatistics>(metrics)};
  for (const Run& run : group.runs) {
    if (!run.completed()) continue;
    // a run that was read later may have values of a metric that the store was given since
    for (std::size_t i = 0; i < std::min(metrics, run.values.size()); ++i)
      if (run.values[i] == run.values[i]) standing.metrics[i].add(run.values[i]);
  }
  return standing;
}

/// The scores of groups that are read, by their places.
Scores scores_of(const std::vector<Group>& groups, std::size_t metric) {
  Scores scores;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    Score& score = scores.list.emplace_back();
    score.id = static_cast<std::int64_t>(i);
    score.key = groups[i].key;
    score.n = groups[i].runs.size();
    score.values.resize(1);
    score.first = scores.values.size();
    for (const Run& run : groups[i].runs) {
      if (!run.completed()) ++score.diverged;
      const double value = run.result(metric);
      if (value != value) continue;
      score.values.front().add(value);
      scores.seeds.push_back(run.seed);
      scores.values.push_back(value);
    }
  }
  return scores;
}

/// Of those shown.
bool any_diverged(const Leaderboard& board) {
  const std::vector<std::size_t> rows = board.shown();
  return std::any_of(rows.begin(), rows.end(),
                     [&](std::size_t row) { return board.standings[row].diverged > 0; });
}

Leaderboard empty_board(const Ranking& ranking, std::shared_ptr<const Vocabulary> vocabulary) {
  Leaderboard board{.ranking = ranking, .vocabulary = std::move(vocabulary), .axes = {}, .standings = {}};
  board.metric = metric_place(board.vocabulary->metrics, ranking.metric);
  return board;
}

}  // namespace

std::vector<std::string> differing_axes(const std::vector<Group>& groups) {
  AxisDifferences differences;
  for (const Group& group : groups) differences.add(group.config);
  return differences.axes();
}

std::vector<std::size_t> Leaderboard::shown() const {
  std::vector<std::size_t> rows, of_family(families.size(), 0);
  for (std::size_t row = 0; row < standings.size(); ++row)
    if (ranking.top == 0 || of_family[standings[row].family]++ < ranking.top) rows.push_back(row);
  return rows;
}

Leaderboard rank(const std::vector<Group>& groups, const Ranking& ranking,
                 std::shared_ptr<const Vocabulary> vocabulary,
                 const std::function<sweeps::Subject(std::int64_t)>& subject_of) {
  Leaderboard board = empty_board(ranking, std::move(vocabulary));
  board.axes = differing_axes(groups);
  const std::vector<Metric>& metrics = board.vocabulary->metrics;
  Scores scores = scores_of(groups, board.metric);
  std::vector<FamilyKey> keys;
  for (const Group& group : groups)
    keys.push_back({group.dataset_id, loss_of(metrics[board.metric], group.config)});
  put_into_families(scores, keys, [&](std::size_t i) {
    return DataName{data_name(groups[i].config), subject_of ? subject_of(groups[i].dataset_id).hash
                                                            : std::to_string(groups[i].dataset_id)};
  });
  find_ties(scores, metrics[board.metric], ranking.direction);
  sort_by_rank(scores, ranking.direction);
  find_seeds_needed(scores);
  for (const Score& score : scores.list)
    board.standings.push_back(standing_of(groups[static_cast<std::size_t>(score.id)], score, metrics.size()));
  board.families = std::move(scores.families);
  return board;
}

Leaderboard ranked(const Scores& scores, const std::vector<Group>& groups, const Ranking& ranking,
                   std::shared_ptr<const Vocabulary> vocabulary) {
  Leaderboard board = empty_board(ranking, std::move(vocabulary));
  std::unordered_map<std::string_view, const Group*> by_key;
  for (const Group& group : groups) by_key.emplace(group.key, &group);
  for (const Score& score : scores.list)
    if (const auto group = by_key.find(score.key); group != by_key.end())
      board.standings.push_back(standing_of(*group->second, score, board.vocabulary->metrics.size()));
  board.families = scores.families;
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
  if (board.families.size() > 1) columns.insert(columns.begin(), "family");
  columns.insert(columns.end(), board.axes.begin(), board.axes.end());
  if (board.ranking.at_epoch) columns.emplace_back("epoch");
  return columns;
}

}  // namespace

Table table_for_people(const Leaderboard& board) {
  const std::vector<Metric>& metrics = board.vocabulary->metrics;
  std::vector<BoardColumn> columns = named_columns(board, leading_columns(board, {"rank"}), true);
  const bool tested = board.tested();
  for (const std::size_t metric : shown_metrics(board.ranking, metrics)) {
    columns.push_back(tested ? mean_column(metrics, metric)
                             : named_columns(board, {metrics[metric].name}, true).front());
    if (metric != board.metric || !tested) continue;
    columns.push_back({"difference", named_columns(board, {"gap"}, true).front().cell});
    columns.push_back({"", [](const Standing& standing) { return Cell(mark_text(standing)); }});
  }
  std::vector<std::string> counts = {"n"};
  if (any_diverged(board)) counts.emplace_back("diverged");
  for (BoardColumn& column : named_columns(board, counts, true)) columns.push_back(std::move(column));
  return table_of(board, columns);
}

Table table_for_programs(const Leaderboard& board) {
  std::vector<std::string> columns = leading_columns(board, {"rank", "group_key"});
  columns.insert(columns.end(), {"n", "diverged"});
  for (const std::size_t metric : measured_metrics(board))
    for (const char* prefix : {"mean_", "sd_", "ci_low_", "ci_high_"})
      columns.push_back(prefix + board.vocabulary->metrics[metric].name);
  columns.insert(columns.end(), {"gap", "gap_low", "gap_high", "verdict", "seeds_needed"});
  return table_of_columns(board, columns, false);
}

}  // namespace tryall::reports
