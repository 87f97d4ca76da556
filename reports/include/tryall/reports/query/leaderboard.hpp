#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tryall/experiment/vocabulary.hpp"
#include "tryall/reports/results/run.hpp"
#include "tryall/reports/results/score.hpp"
#include "tryall/reports/tables/table.hpp"
#include "tryall/sweeps/run/progress.hpp"
#include "tryall/sweeps/trainer/trainer.hpp"

namespace tryall::reports {

/// A group's standing: its runs' values summed up over the seeds.
struct Standing : GroupPlace {
  const Group* group = nullptr;
  std::vector<sweeps::RunningStatistics> metrics;  ///< By the vocabulary's, over the completed runs.
};

/// What a leaderboard is asked for.
struct Ranking {
  std::string metric = "validation_accuracy";
  Direction direction = Direction::maximize;
  std::size_t top = 0;                 ///< Rows to show of each family; 0 for all.
  std::vector<std::string> also = {};  ///< More metrics to show; without any, the test split's counterpart.
  std::optional<std::int64_t> at_epoch = {};  ///< The epoch the values are of, when it is not the last.
};

/// Groups, best first by the mean over their seeds. A group some of whose seeds diverged comes after all
/// whose seeds completed, the more the later: divergence is the worst value, not a missing one. Groups that
/// cannot be compared, of other data or another loss, are ranked apart, one family after the other.
struct Leaderboard {
  Ranking ranking;
  std::shared_ptr<const Vocabulary> vocabulary;  ///< What the groups' configs and values are made of.
  std::vector<std::string> axes;                 ///< Those on which the groups differ.
  std::size_t metric = 0;                        ///< The place of the one ranked by.
  std::vector<Standing> standings;
  /// At least one. What was tested is all groups of a family against its best: statistics::tie_test.
  std::vector<Comparable> families = {};

  /// The rows to show: of each family the first ones.
  std::vector<std::size_t> shown() const;
  bool tested() const {
    return std::any_of(families.begin(), families.end(), [](const Comparable& one) { return one.tested(); });
  }
};

/// `groups` outlives the leaderboard. `subject_of` knows the hashes of data, by which
/// versions of a file are told apart. Throws
/// Error for a metric that the vocabulary does not have.
Leaderboard rank(const std::vector<Group>& groups, const Ranking& ranking,
                 std::shared_ptr<const Vocabulary> vocabulary,
                 const std::function<sweeps::Subject(std::int64_t dataset)>& subject_of = {});
/// Of groups that are ranked already, perhaps among others that are not shown: `scores` have their keys.
Leaderboard ranked(const Scores& scores, const std::vector<Group>& groups, const Ranking& ranking,
                   std::shared_ptr<const Vocabulary> vocabulary);

/// The axes on which the groups' configs differ; the model where they all agree.
std::vector<std::string> differing_axes(const std::vector<Group>& groups);

/// What stands in the table for people, a line each: the best's mean with its interval, what is tested, over
/// how many groups, and what the marks mean.
std::vector<std::string> leaderboard_notes(const Leaderboard& leaderboard);

/// "ranked apart, since their values cannot be compared: digits; iris".
std::string families_note(const std::vector<Comparable>& families);

/// What to doubt, a line each, where it is the case: the best at the edge of an axis; Adam told apart below
/// Momentum (Choi et al. 2019: as widely tuned it is not); too few seeds for the differences seen; many runs
/// that diverged. Looks at all standings, which should be all of a sweep.
std::vector<std::string> self_checks(const Leaderboard& leaderboard);

/// For people: rank, axes, the mean, its difference to the best with the simultaneous 95 % interval
/// ("-0.92 [-1.37, -0.47]", in points of a share), the mark, the mean on test, n. Where nothing is tested,
/// means have intervals of their own. Several families have a column for what they learn from.
Table table_for_people(const Leaderboard& leaderboard);
/// Columns by name: family, rank, group_key, any axis or setting, epoch, n, diverged, gap, gap_low, gap_high,
/// verdict
/// ("best", "tied", "behind", "not compared", "no spread"), seeds_needed, and of each metric its name, mean_,
/// sd_, ci_low_ and ci_high_. A metric's name is its mean, for people with its interval. Throws Error for
/// another name.
Table table_of_columns(const Leaderboard& leaderboard, const std::vector<std::string>& names,
                       bool for_people);
/// For programs: count, and mean, standard deviation and 95 % interval of each metric in columns of their
/// own.
Table table_for_programs(const Leaderboard& leaderboard);

}  // namespace tryall::reports
