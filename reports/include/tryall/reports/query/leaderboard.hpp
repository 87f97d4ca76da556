#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "tryall/experiment/vocabulary.hpp"
#include "tryall/reports/results/run.hpp"
#include "tryall/reports/tables/table.hpp"
#include "tryall/sweeps/run/progress.hpp"

namespace tryall::reports {

/// A group's standing: its runs' values summed up over the seeds.
struct Standing {
  const Group* group = nullptr;
  std::vector<sweeps::Running> metrics;  ///< By the vocabulary's, over the completed runs.
  std::size_t n = 0;                     ///< Seeds.
  std::size_t diverged = 0;              ///< Of those, diverged or failed.
};

/// What a leaderboard is asked for.
struct Ranking {
  std::string metric = "validation_accuracy";
  Direction direction = Direction::maximize;
  std::size_t top = 0;                 ///< Rows to show; 0 for all.
  std::vector<std::string> also = {};  ///< More metrics to show; without any, the test split's counterpart.
  std::optional<std::int64_t> at_epoch = {};  ///< The epoch the values are of, when it is not the last.
};

/// Groups, best first by the mean over their seeds. A group some of whose seeds diverged comes after all
/// whose seeds completed, the more the later: divergence is the worst value, not a missing one.
struct Leaderboard {
  Ranking ranking;
  std::shared_ptr<const Vocabulary> vocabulary;  ///< What the groups' configs and values are made of.
  std::vector<std::string> axes;                 ///< Those on which the groups differ.
  std::size_t metric = 0;                        ///< The place of the one ranked by.
  std::vector<Standing> standings;
  /// Of all standings against the first, adjusted by Holm over all, shown or not; statistics::best_set. Empty
  /// where the first has fewer than three seeds or one without a value: then nothing is tested.
  std::vector<double> p = {};
  std::vector<bool> not_distinguishable = {};
  bool paired = false;  ///< Tested seed by seed, since all have the same; else by Welch's test.

  std::size_t shown() const {
    return ranking.top == 0 ? standings.size() : std::min(ranking.top, standings.size());
  }
  /// Whether row `row` is marked as no worse than the first, for all that is known.
  bool is_tied(std::size_t row) const { return row > 0 && row < p.size() && not_distinguishable[row]; }
};

/// `groups` outlives the leaderboard. Throws Error for a metric that the vocabulary does not have.
Leaderboard rank(const std::vector<Group>& groups, const Ranking& ranking,
                 std::shared_ptr<const Vocabulary> vocabulary);

/// The axes on which the groups' configs differ; the model where they all agree.
std::vector<std::string> differing_axes(const std::vector<Group>& groups);

/// What the marks of the table for people mean, and over how many groups was tested: a line each.
std::vector<std::string> leaderboard_notes(const Leaderboard& leaderboard);

/// What to doubt, a line each, where it is the case: the best at the edge of an axis; Adam told apart below
/// Momentum (Choi et al. 2019: as widely tuned it is not); too few seeds for the differences seen; many runs
/// that diverged. Looks at all standings, which should be all of a sweep.
std::vector<std::string> self_checks(const Leaderboard& leaderboard);

/// For people: rank ("=" where not distinguishable from the first), axes, "97.83 +- 0.08 %" (half the 95 %
/// interval of the mean; none below three seeds) for validation and test, n.
Table table_for_people(const Leaderboard& leaderboard);
/// Columns by name: rank, group_key, any axis or setting, epoch, n, diverged, p_best, not_distinguishable,
/// and of each metric its name, mean_, sd_, ci_low_ and ci_high_. A metric's name is its mean, or for people
/// "97.83 +- 0.08 %". Throws Error for another name.
Table table_of_columns(const Leaderboard& leaderboard, const std::vector<std::string>& names,
                       bool for_people);
/// For programs: count, and mean, standard deviation and 95 % interval of each metric in columns of their
/// own.
Table table_for_programs(const Leaderboard& leaderboard);

}  // namespace tryall::reports
