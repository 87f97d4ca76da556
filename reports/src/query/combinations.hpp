#pragma once

#include "tryall/reports/query/query.hpp"
#include "tryall/reports/results/score.hpp"

namespace tryall::reports {

/// The groups that agree on the axes asked for, and whose values can be compared.
struct Combination {
  std::size_t family = 0;
  std::vector<Cell> cells;
  const Score* best = nullptr;
  std::size_t groups = 0, runs = 0, diverged = 0;
  std::vector<sweeps::RunningStatistics> means = {};  ///< By metric: of the groups' means.
};

/// In the order of their best groups, a family after the other. The scores stand best first, with their
/// cells.
std::vector<Combination> combine(const std::vector<Score>& scores);

/// One row for each combination: how many groups there are, the best group's mean and spread over its seeds,
/// and the mean of the groups' means. Hyperparameters and seeds are never pooled in one spread. Where there
/// are several families the first column names each row's.
Table combination_table(const std::vector<Combination>& combinations, const Question& question,
                        const std::vector<Metric>& metrics, const std::vector<Comparable>& families);

/// The first axis down, the second across, both in the order of their values; a cell is the best group's
/// value, for people with its spread and what diverged.
Table pivot_table(const std::vector<Combination>& combinations, const Question& question,
                  const std::vector<Metric>& metrics);

}  // namespace tryall::reports
