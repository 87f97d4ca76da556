#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tryall/reports/results/run.hpp"
#include "tryall/reports/tables/table.hpp"
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

}  // namespace tryall::reports
