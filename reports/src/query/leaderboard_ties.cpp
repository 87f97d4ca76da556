#include "leaderboard_ties.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "tryall/statistics/best_set.hpp"
#include "tryall/statistics/interval.hpp"

namespace tryall::reports {
namespace {

bool same_seeds(const Standing& a, const Standing& b) {
  return std::equal(a.group->runs.begin(), a.group->runs.end(), b.group->runs.begin(), b.group->runs.end(),
                    [](const Run& one, const Run& other) { return one.seed == other.seed; });
}

bool can_be_tested(const Leaderboard& board) {
  const Standing& best = board.standings.front();
  const sweeps::Running& value = best.metrics[board.metric];
  return value.count() == best.n && best.n >= statistics::fewest_for_interval;
}

}  // namespace

std::vector<double> values_of(const Leaderboard& board, const Standing& standing) {
  const double worst =
      (board.ranking.direction == Direction::maximize ? -1 : 1) * std::numeric_limits<double>::infinity();
  std::vector<double> values;
  for (const Run& run : standing.group->runs) {
    const double value = run.result(board.metric);
    values.push_back(value == value ? value : worst);
  }
  return values;
}

void find_ties(Leaderboard& board) {
  if (board.standings.size() < 2 || !can_be_tested(board)) return;
  std::vector<std::vector<double>> groups;
  board.paired = true;
  for (const Standing& standing : board.standings) {
    groups.push_back(values_of(board, standing));
    if (!same_seeds(board.standings.front(), standing)) board.paired = false;
  }
  const auto test = board.paired ? statistics::PairTest::automatic : statistics::PairTest::welch;
  statistics::BestSet set =
      statistics::best_set(groups, {.direction = board.ranking.direction, .test = test});
  board.p = std::move(set.p);
  board.not_distinguishable = std::move(set.not_distinguishable);
}

void add_tie_column(const Leaderboard& board, Table& table) {
  bool any = false;
  for (std::size_t row = 0; row < table.rows.size(); ++row) any = any || board.is_tied(row);
  if (!any) return;
  table.columns.emplace_back("");
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    table.rows[row].push_back(board.is_tied(row) ? Cell("not distinguishable from 1") : Cell());
}

std::vector<std::string> leaderboard_notes(const Leaderboard& board) {
  if (board.standings.empty()) return {};
  std::size_t most = 0;
  for (const Standing& standing : board.standings) most = std::max(most, standing.n - standing.diverged);
  if (most < statistics::fewest_for_interval)
    return {"no interval and no test with fewer than 3 seeds: which group is best is not known"};
  std::vector<std::string> notes = {"+-: half the 95 % interval of the mean over n seeds; none below 3"};
  if (!board.p.empty())
    notes.push_back(fmt::format("=: not told from 1 at .05 ({} test, Holm's correction over {} groups)",
                                board.paired ? "paired t" : "Welch's t", board.p.size()));
  return notes;
}

}  // namespace tryall::reports
