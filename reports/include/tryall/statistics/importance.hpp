#pragma once

#include <cstddef>
#include <vector>

#include "tryall/statistics/forest.hpp"

namespace tryall::statistics {

/// For each axis, the weight of each of its levels; each axis's sum to 1.
using LevelWeights = std::vector<std::vector<double>>;

/// All levels of an axis weigh the same.
LevelWeights equal_weights(const std::vector<Factor>& axes);

/// How a tree's variance over the space comes about: functional analysis of variance, Hutter et al. (2014).
struct Decomposition {
  double variance = 0;       ///< Of the tree's predictions over the whole space.
  std::vector<double> main;  ///< By axis: the variance of the prediction averaged over all other axes.
  std::vector<std::vector<double>> pairs;  ///< [a][b], a < b: what the two add beyond their own two.
};

Decomposition decompose(const Tree& tree, const LevelWeights& weights);

/// The share of the variance that an axis, or two together beyond themselves, explains.
struct Importance {
  std::vector<std::size_t> axes;           ///< One or two.
  double share = no_value;                 ///< The mean over trees.
  double low = no_value, high = no_value;  ///< 2.5 and 97.5 % quantiles over trees: the forest's doubt alone.
};

struct Importances {
  std::vector<Importance> mains = {};  ///< In the order of the axes.
  std::vector<Importance> pairs = {};  ///< The largest share first; ties by axes.
  double variance = no_value;  ///< Of the predictions, mean over trees; hold pooled_variance() against it.
  double out_of_bag_r2 = no_value;
};

/// Shares are of no value where no tree varies.
Importances importances(const std::vector<Factor>& axes, Values values, const ForestOptions& options);

}  // namespace tryall::statistics
