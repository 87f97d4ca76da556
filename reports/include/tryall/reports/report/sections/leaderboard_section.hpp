#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tryall/reports/report/section.hpp"

namespace tryall::reports {

struct LeaderboardRow {
  std::size_t group = 0;
  Estimate value = {};                   ///< Of the objective, over the seeds that have one.
  Estimate test = {};                    ///< Of its counterpart on the test split, where there is one.
  Estimate difference = {};              ///< To the first row, paired by seed.
  std::optional<std::size_t> rank = {};  ///< From 1; nothing where no run has a value.
  bool tied = false;                     ///< It is the first, or not told from it; false where it is alone.
  std::size_t failed = 0;                ///< Runs without a value.
  double seconds = 0;                    ///< Mean time of a run.
};

/// The groups, best first.
struct LeaderboardSection : Section {
  std::string statistic = "mean", interval = {};  ///< No interval is named where no row has one.
  std::vector<LeaderboardRow> rows = {};
  std::optional<std::size_t> test_metric = {};  ///< Index into the metrics.
  bool has_differences = false;                 ///< There are rows to compare with a first that has a value.
  std::size_t groups_in_all = 0;
};

}  // namespace tryall::reports
