#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tryall/reports/results/run.hpp"
#include "tryall/reports/tables/table.hpp"
#include "tryall/statistics/tie_test.hpp"
#include "tryall/sweeps/run/progress.hpp"

namespace tryall::reports {

/// Where a group stands.
struct GroupPlace {
  std::size_t n = 0;                             ///< Seeds.
  std::size_t diverged = 0;                      ///< Of those, diverged or failed.
  std::size_t family = 0;                        ///< Of those that can be compared with one another.
  std::size_t rank = 0;                          ///< In its family, from 1; 0 without a value.
  statistics::TieRow tie = {};                   ///< Against its family's best.
  std::optional<std::size_t> seeds_needed = {};  ///< Of a tie: those that would tell it from the best.
};

/// "best", "=" for a tie, "" for behind, "n = 2" or "diverged 1 of 5" of a group that is not compared.
std::string mark_text(const GroupPlace& place);

/// What ranks a group: the little of its runs that is read of every group before a few are shown.
struct Score : GroupPlace {
  std::int64_t id = 0;                            ///< In the table of groups.
  std::string key = {};                           ///< Once it is needed.
  bool too_short = false;                         ///< A run ended before the epoch asked for.
  bool hidden = false;                            ///< Ranked and compared, but not among those asked for.
  std::vector<sweeps::RunningStatistics> values;  ///< By metric asked for, over the completed runs.
  std::vector<Cell> cells = {};                   ///< Of the axes asked for.
  std::size_t first = 0;                          ///< The place of its first value in Scores::values.
};

/// Groups whose values can be compared: they are of the same data and, where a loss is ranked by, the same
/// loss. Ranks and ties are within one.
struct Comparable {
  std::string label =
      {};  ///< "iris", "a.csv (data 1f2e3d4c)", "digits, loss mse"; empty where there is one alone.
  std::size_t groups = 0;
  std::size_t compared =
      0;  ///< Groups of three seeds and more without a divergence: the family of the tie test.
  std::size_t remaining = 0;  ///< Of those, not behind the best.
  std::size_t no_spread = 0;  ///< Of the remaining, those that cannot be tested.
  bool same_seeds = true;     ///< All compared have the best's.
  /// Of a share: the smallest step of its values, 0 where no group varies over seeds, and for other metrics.
  double resolution = 0;

  bool tested() const { return compared > 1; }
  std::size_t behind() const { return compared - remaining; }
  std::size_t tied() const { return remaining > 0 ? remaining - 1 - no_spread : 0; }
};

/// The scores of groups, with the values of the metric that ranks.
struct Scores {
  std::vector<Score> list = {};
  std::vector<Comparable> families = {};
  std::vector<std::uint64_t> seeds = {};  ///< Of the completed runs with a value, group by group.
  std::vector<double> values = {};

  /// Nothing where a run of the group has no value: it cannot be compared.
  statistics::SeedValues values_of(const Score& score) const {
    if (score.values.empty() || score.values.front().count() != score.n) return {};
    return {std::span(seeds).subspan(score.first, score.n), std::span(values).subspan(score.first, score.n)};
  }
};

/// Groups that stand for a sweep.
struct GroupSample {
  Scores scores = {};  ///< In the order of ranks, which are those among all groups of the sweep, as ties are.
  std::size_t best = 0;  ///< Of these, how many are the best of the sweep; the others are drawn.
  std::size_t groups_in_all = 0, runs_in_all = 0;              ///< Of the sweep, as far as they are stored.
  std::vector<std::pair<Outcome, std::size_t>> outcomes = {};  ///< Of all stored runs: those that there are.
};

/// What is read of the runs.
struct ScoreQuery {
  Selection selection;
  std::vector<std::string> metrics;  ///< The first ranks.
};

}  // namespace tryall::reports
