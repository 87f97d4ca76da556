#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tryall/reports/report/section.hpp"
#include "tryall/reports/results/score.hpp"

namespace tryall::reports {

struct LeaderboardRow {
  std::size_t group = 0;
  Estimate value = {};               ///< Of the objective, over the seeds that have one.
  Estimate test = {};                ///< Of its counterpart on the test split, where there is one.
  Estimate gap = {};                 ///< To the best of its family, with the simultaneous interval.
  statistics::TieMark verdict = {};  ///< What that interval says.
  std::optional<std::size_t> seeds_needed = {};  ///< Of a tie: those that would tell it from the best.
  std::size_t family = 0;
  std::optional<std::size_t> rank = {};  ///< In its family, from 1; nothing where no run has a value.
  std::string mark = {};                 ///< "best", "=", "diverged 1 of 5": mark_text.
  std::size_t failed = 0;                ///< Runs without a value.
  double seconds = 0;                    ///< Mean time of a run: what cost_label says.
};

/// The groups, best first.
struct LeaderboardSection : Section {
  std::string statistic = "mean", interval = {};  ///< No interval is named where no row has one.
  std::vector<Comparable> families = {};
  std::vector<LeaderboardRow> rows = {};
  std::optional<std::size_t> test_metric = {};  ///< Index into the metrics.
  std::string cost_label = {};                  ///< Whether seconds are CPU time or wall time.
  std::size_t groups_in_all = 0;
};

}  // namespace tryall::reports
