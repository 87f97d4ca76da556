#pragma once

#include <cstddef>
#include <vector>

#include "tryall/statistics/summary.hpp"
#include "tryall/train/metric.hpp"

namespace tryall::statistics {

/// `automatic`: paired t where all groups have as many values (the same seeds, in the same order), else
/// Welch's.
enum class PairTest { automatic, welch };

struct BestSetOptions {
  train::Direction direction = train::Direction::maximize;
  double alpha = 0.05;
  PairTest test = PairTest::automatic;
};

/// The groups that the data do not tell from the best one.
struct BestSet {
  std::size_t best = 0;   ///< The best mean; ties go to the first.
  std::vector<double> p;  ///< Against the best, adjusted by Holm; 1 for itself.
  std::vector<bool> not_distinguishable;
};

/// Tests every group against the best and adjusts by Holm. A group that cannot be tested (one value, say) is
/// not distinguishable, whatever its mean; one without values, or with an infinite one as the worst, is
/// distinguishable. The best was picked by the same numbers: re-run it before it is believed. Where no group
/// has finite values, the set is empty.
BestSet best_set(const std::vector<std::vector<double>>& groups, const BestSetOptions& options = {});

}  // namespace tryall::statistics
