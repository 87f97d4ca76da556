#include "tryall/statistics/importance.hpp"

#include <algorithm>

#include "tryall/statistics/bootstrap.hpp"

namespace tryall::statistics {
namespace {

/// A leaf with what its sets of levels weigh.
struct WeighedLeaf {
  const Leaf* leaf = nullptr;
  std::vector<double> weights;  ///< By axis.
  double volume = 1;
};

double weight_of(std::uint64_t levels, const std::vector<double>& weights) {
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i)
    if ((levels >> i & 1) != 0) sum += weights[i];
  return sum;
}

std::vector<WeighedLeaf> weigh(const Tree& tree, const LevelWeights& weights) {
  std::vector<WeighedLeaf> result;
  for (const Leaf& leaf : tree) {
    WeighedLeaf& weighed = result.emplace_back(WeighedLeaf{&leaf, {}, 1});
    for (std::size_t axis = 0; axis < weights.size(); ++axis) {
      weighed.weights.push_back(weight_of(leaf.levels[axis], weights[axis]));
      weighed.volume *= weighed.weights.back();
    }
  }
  return result;
}

/// The variance of the prediction as a function of one axis, the others averaged out.
double main_variance(const std::vector<WeighedLeaf>& leaves, std::size_t axis,
                     const std::vector<double>& weights, double center) {
  std::vector<double> marginal(weights.size(), -center);
  for (const WeighedLeaf& leaf : leaves) {
    const double share = leaf.leaf->value * leaf.volume / leaf.weights[axis];
    for (std::size_t i = 0; i < weights.size(); ++i)
      if ((leaf.leaf->levels[axis] >> i & 1) != 0) marginal[i] += share;
  }
  double variance = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) variance += weights[i] * marginal[i] * marginal[i];
  return variance;
}

/// The same of two axes.
double pair_variance(const std::vector<WeighedLeaf>& leaves, std::size_t a, std::size_t b,
                     const LevelWeights& weights, double center) {
  const std::size_t columns = weights[b].size();
  std::vector<double> marginal(weights[a].size() * columns, -center);
  for (const WeighedLeaf& leaf : leaves) {
    const double share = leaf.leaf->value * leaf.volume / (leaf.weights[a] * leaf.weights[b]);
    for (std::size_t i = 0; i < weights[a].size(); ++i) {
      if ((leaf.leaf->levels[a] >> i & 1) == 0) continue;
      for (std::size_t j = 0; j < columns; ++j)
        if ((leaf.leaf->levels[b] >> j & 1) != 0) marginal[i * columns + j] += share;
    }
  }
  double variance = 0;
  for (std::size_t i = 0; i < marginal.size(); ++i)
    variance += weights[a][i / columns] * weights[b][i % columns] * marginal[i] * marginal[i];
  return variance;
}

Importance importance_of(std::vector<std::size_t> axes, std::vector<double> shares) {
  Importance result{.axes = std::move(axes), .share = mean(shares)};
  result.low = quantile(shares, 0.025);
  result.high = quantile(shares, 0.975);
  return result;
}

}  // namespace

LevelWeights equal_weights(const std::vector<Factor>& axes) {
  LevelWeights result;
  for (const Factor& axis : axes) result.emplace_back(axis.levels, 1 / static_cast<double>(axis.levels));
  return result;
}

Decomposition decompose(const Tree& tree, const LevelWeights& weights) {
  const std::size_t axes = weights.size();
  const std::vector<WeighedLeaf> leaves = weigh(tree, weights);
  double center = 0;
  for (const WeighedLeaf& leaf : leaves) center += leaf.volume * leaf.leaf->value;
  Decomposition result{0, std::vector<double>(axes), std::vector(axes, std::vector<double>(axes, 0))};
  for (const WeighedLeaf& leaf : leaves)
    result.variance += leaf.volume * (leaf.leaf->value - center) * (leaf.leaf->value - center);
  for (std::size_t a = 0; a < axes; ++a) result.main[a] = main_variance(leaves, a, weights[a], center);
  for (std::size_t a = 0; a < axes; ++a)
    for (std::size_t b = a + 1; b < axes; ++b)
      result.pairs[a][b] =
          std::max(0.0, pair_variance(leaves, a, b, weights, center) - result.main[a] - result.main[b]);
  return result;
}

Importances importances(const std::vector<Factor>& axes, Values values, const ForestOptions& options) {
  const Forest forest = grow_forest(axes, values, options);
  const LevelWeights weights = equal_weights(axes);
  std::vector<Decomposition> parts;
  std::vector<double> variances;
  for (const Tree& tree : forest.trees) {
    Decomposition part = decompose(tree, weights);
    variances.push_back(part.variance);
    if (part.variance > 0) parts.push_back(std::move(part));
  }
  Importances result{.variance = mean(variances), .out_of_bag_r2 = forest.out_of_bag_r2};
  const auto shares = [&](const auto& of) {
    std::vector<double> all;
    for (const Decomposition& part : parts) all.push_back(of(part) / part.variance);
    return all;
  };
  for (std::size_t a = 0; a < axes.size(); ++a) {
    result.mains.push_back(importance_of({a}, shares([&](const auto& part) { return part.main[a]; })));
    for (std::size_t b = a + 1; b < axes.size(); ++b)
      result.pairs.push_back(
          importance_of({a, b}, shares([&](const auto& part) { return part.pairs[a][b]; })));
  }
  std::stable_sort(result.pairs.begin(), result.pairs.end(),
                   [](const Importance& x, const Importance& y) { return x.share > y.share; });
  return result;
}

}  // namespace tryall::statistics
