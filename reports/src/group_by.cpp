#include <fmt/format.h>

#include <algorithm>

#include "leaderboard_cells.hpp"
#include "tryall/error.hpp"
#include "tryall/suggest.hpp"

namespace tryall::reports {
namespace {

/// The groups that agree on the axes asked for.
struct Combination {
  std::vector<Cell> cells;
  std::vector<const Standing*> standings;  // best first
};

const Axis& axis_named(const std::string& name) {
  if (const Axis* axis = find_axis(name)) return *axis;
  throw Error(ErrorCode::bad_input, fmt::format("--group-by {}: unknown axis '{}'{}", name, name,
                                                did_you_mean(name, axis_names())));
}

/// In the order of their best groups.
std::vector<Combination> combinations(const Leaderboard& board, const std::vector<std::string>& by) {
  std::vector<const Axis*> keys;
  for (const std::string& name : by) keys.push_back(&axis_named(name));
  std::vector<Combination> result;
  for (const Standing& standing : board.standings) {
    std::vector<Cell> cells;
    for (const Axis* axis : keys) cells.push_back(axis_cell(*axis, standing.group->config));
    auto found = std::find_if(result.begin(), result.end(),
                              [&](const Combination& known) { return known.cells == cells; });
    if (found == result.end()) found = result.insert(found, {std::move(cells), {}});
    found->standings.push_back(&standing);
  }
  return result;
}

std::vector<Cell> row_of(const Combination& combination, std::size_t metric, bool people) {
  std::int64_t runs = 0, diverged = 0;
  sweeps::Running means;
  for (const Standing* standing : combination.standings) {
    runs += static_cast<std::int64_t>(standing->n);
    diverged += static_cast<std::int64_t>(standing->diverged);
    if (standing->metrics[metric].count()) means.add(standing->metrics[metric].mean());
  }
  const Standing& best = *combination.standings.front();
  std::vector<Cell> row = combination.cells;
  row.emplace_back(static_cast<std::int64_t>(combination.standings.size()));
  row.insert(row.end(), {Cell(runs), Cell(diverged)});
  sweeps::Running mean;
  if (means.count()) mean.add(means.mean());
  if (people) {
    row.emplace_back(value_text(metric, best.metrics[metric]));
    row.emplace_back(value_text(metric, mean));
  } else {
    row.insert(row.end(),
               {mean_cell(best.metrics[metric]), deviation_cell(best.metrics[metric]), mean_cell(mean)});
  }
  row.emplace_back(static_cast<std::int64_t>(best.n));
  return row;
}

}  // namespace

Table group_by(const std::vector<GroupRow>& groups, const std::vector<std::string>& by,
               const Ranking& ranking, Format format) {
  const bool people = is_for_people(format);
  const Leaderboard board = rank(groups, ranking);
  Table table{by, {}};
  table.columns.insert(table.columns.end(), {"groups", "runs", "diverged", "best_" + ranking.metric});
  if (!people) table.columns.push_back("best_sd_" + ranking.metric);
  table.columns.insert(table.columns.end(), {"mean_" + ranking.metric, "best_n"});
  const std::size_t metric = train::index_of(train::find_metric(ranking.metric));
  for (const Combination& combination : combinations(board, by)) {
    if (ranking.top != 0 && table.rows.size() == ranking.top) break;
    table.rows.push_back(row_of(combination, metric, people));
  }
  return table;
}

}  // namespace tryall::reports
