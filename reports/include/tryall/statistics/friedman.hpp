#pragma once

#include <vector>

#include "tryall/statistics/summary.hpp"
#include "tryall/train/metric.hpp"

namespace tryall::statistics {

/// A row a block (a data set with its shared settings), a column a treatment.
using Blocks = std::vector<std::vector<double>>;

/// Friedman's test that all treatments rank alike.
struct Friedman {
  std::vector<double> average_ranks;  ///< Rank 1 is the best.
  double chi_squared = no_value, p = no_value;
};

/// Corrected for ties as scipy.stats.friedmanchisquare. No values with fewer than two blocks or treatments,
/// or where all are tied.
Friedman friedman(const Blocks& blocks, train::Direction direction);

/// q at alpha for k treatments: the studentized range with infinite degrees of freedom over sqrt 2, computed.
/// At .05, k = 2 to 10: 1.960 2.344 2.569 2.728 2.850 2.948 3.031 3.102 3.164 (Demsar 2006, table 5).
double nemenyi_quantile(std::size_t k, double alpha = 0.05);
/// Average ranks that differ by less are not distinguished: q sqrt(k (k + 1) / (6 N)).
double nemenyi_critical_difference(std::size_t k, std::size_t blocks, double alpha = 0.05);

}  // namespace tryall::statistics
