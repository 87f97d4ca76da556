#pragma once

#include <functional>
#include <string_view>

#include "tryall/reports/query/query.hpp"
#include "tryall/sweeps/run/progress.hpp"

namespace tryall::reports {

/// What ranks a group: the little of its runs that is read of every group before a few are shown.
struct Score {
  std::int64_t id = 0;                  ///< In the table of groups.
  std::string key = {};                 ///< Once it is needed.
  std::size_t n = 0;                    ///< Seeds.
  std::size_t diverged = 0;             ///< Of those, diverged or failed.
  bool too_short = false;               ///< A run ended before the epoch asked for.
  std::vector<sweeps::Running> values;  ///< By metric asked for, over the completed runs.
  std::vector<Cell> cells = {};         ///< Of the axes asked for.
};

/// What is read of the runs.
struct ScoreQuery {
  Selection selection;
  std::vector<std::string> metrics;
};

/// The scores of the selected groups, in the order of their ids.
std::vector<Score> read_scores(SQLite::Database& database, const ScoreQuery& query);

/// Best first by the first metric; ties go by group key. Keeps the `top` best, or all where that is 0, and
/// reads their keys.
void keep_best(SQLite::Database& database, std::vector<Score>& scores, train::Direction direction,
               std::size_t top);

/// The config of each of these groups, whose scores are in the order of ids, as text.
void for_each_config(SQLite::Database& database, const std::vector<Score>& scores,
                     const std::function<void(std::size_t, std::string_view)>& visit);

}  // namespace tryall::reports
