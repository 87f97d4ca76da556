#pragma once

#include <string>
#include <vector>

#include "tryall/reports/query.hpp"
#include "tryall/sweeps/progress.hpp"

namespace tryall::reports {

/// A group's standing: its runs' values summed up over the seeds.
struct Standing {
  const GroupRow* group = nullptr;
  std::vector<sweeps::Running> metrics;  ///< By MetricIndex, over the completed runs.
  std::size_t n = 0;                     ///< Seeds.
  std::size_t diverged = 0;              ///< Of those, diverged or failed.
};

/// What a leaderboard is asked for.
struct Ranking {
  std::string metric = "validation_accuracy";
  train::Direction direction = train::Direction::maximize;
  std::size_t top = 0;                 ///< Rows to show; 0 for all.
  std::vector<std::string> also = {};  ///< More metrics to show; without any, the test split's counterpart.
  std::optional<std::int64_t> at_epoch = {};  ///< The epoch the values are of, when it is not the last.
};

/// Groups, best first by the mean over their seeds. A group some of whose seeds diverged comes after all
/// whose seeds completed, the more the later: divergence is the worst value, not a missing one.
struct Leaderboard {
  Ranking ranking;
  std::vector<std::string> axes;  ///< Those on which the groups differ.
  std::vector<Standing> standings;
};

/// `groups` outlives the leaderboard.
Leaderboard rank(const std::vector<GroupRow>& groups, const Ranking& ranking);

/// The axes on which the groups' configs differ; the model where they all agree.
std::vector<std::string> differing_axes(const std::vector<GroupRow>& groups);

/// For people: rank, axes, "97.83 +- 0.08 %" for validation and test, n.
Table table_for_people(const Leaderboard& leaderboard);
/// Columns by name: rank, group_key, any axis or setting, epoch, n, diverged, and of each metric its name,
/// mean_ and sd_. A metric's name is its mean, or for people "97.83 +- 0.08 %". Throws Error for another
/// name.
Table table_of_columns(const Leaderboard& leaderboard, const std::vector<std::string>& names,
                       bool for_people);
/// For programs: mean, standard deviation and count of each metric in columns of their own.
Table table_for_programs(const Leaderboard& leaderboard);

}  // namespace tryall::reports
