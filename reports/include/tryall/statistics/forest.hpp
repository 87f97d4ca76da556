#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tryall/statistics/summary.hpp"

namespace tryall::statistics {

/// The most levels of an axis; a set of them is a 64-bit mask.
inline constexpr std::size_t most_levels = 64;
/// Numeric axes with more distinct values than this are cut into so many parts of the same size.
inline constexpr std::size_t most_numeric_levels = 32;

/// An axis in a forest's terms: each config's level, 0 .. levels - 1.
struct Factor {
  std::size_t levels = 0;
  bool ordered = false;  ///< Numeric: splits are thresholds. Otherwise any two sets of levels.
  std::vector<std::uint32_t> codes = {};
};

Factor numeric_axis(Values values);
/// Throws Error for more than `most_levels` distinct words.
Factor categorical_axis(const std::vector<std::string>& words);

/// A part of the space on which a tree predicts one value: for each axis, the set of levels.
struct Leaf {
  double value = 0;
  std::vector<std::uint64_t> levels;
};

/// Leaves that part the whole space.
using Tree = std::vector<Leaf>;

struct ForestOptions {
  std::string_view key;  ///< Which rows each tree is grown on.
  std::size_t trees = 64;
  std::size_t least_rows = 1;  ///< Of a leaf.
};

/// Regression trees, each grown on rows drawn with replacement, by the least squares over all axes: Breiman
/// (2001), with all axes tried at each node as Hutter et al. (2014) do. Deterministic.
struct Forest {
  std::vector<Tree> trees;
  /// 1 - squared error / variance of the predictions for each row by those trees that were not grown on it:
  /// what the forest understands of the data. Importances of a forest near or below 0 mean nothing.
  double out_of_bag_r2 = no_value;
};

/// `values` are finite, one a config. No trees where there are fewer than two values.
Forest grow_forest(const std::vector<Factor>& axes, Values values, const ForestOptions& options);

/// What the tree predicts for the config `row`.
double predict(const Tree& tree, const std::vector<Factor>& axes, std::size_t row);

}  // namespace tryall::statistics
