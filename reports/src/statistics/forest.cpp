#include "tryall/statistics/forest.hpp"

#include <algorithm>
#include <cmath>

#include "node_split.hpp"
#include "tryall/error.hpp"
#include "tryall/statistics/resampler.hpp"

namespace tryall::statistics {
namespace {

using Rows = std::vector<std::uint32_t>;

struct Node {
  Rows rows;
  std::vector<std::uint64_t> levels;
};

class Grower {
 public:
  Grower(const std::vector<AxisColumn>& axes, Values values, const ForestOptions& options)
      : axes_(axes), values_(values), options_(options) {}

  /// Which axis wins a tie is drawn, so that the order of axes does not decide.
  Tree grow(Rows rows, Resampler& resampler) const {
    Tree tree;
    std::vector<Node> open = {{std::move(rows), whole_space()}};
    while (!open.empty()) {
      const Node node = std::move(open.back());
      open.pop_back();
      const auto [axis, left] = choose(node, resampler);
      if (left == 0) {
        tree.push_back({mean_of(node.rows), node.levels});
        continue;
      }
      open.push_back(child(node, axis, left));
      open.push_back(child(node, axis, node.levels[axis] & ~left));
    }
    return tree;
  }

 private:
  struct Choice {
    std::size_t axis = 0;
    std::uint64_t left = 0;
  };

  std::vector<std::uint64_t> whole_space() const {
    std::vector<std::uint64_t> levels;
    for (const AxisColumn& axis : axes_) levels.push_back(~std::uint64_t{0} >> (most_levels - axis.levels));
    return levels;
  }

  double mean_of(const Rows& rows) const {
    double sum = 0;
    for (const std::uint32_t row : rows) sum += values_[row];
    return sum / static_cast<double>(rows.size());
  }

  bool pure(const Rows& rows) const {
    return std::all_of(rows.begin(), rows.end(),
                       [&](std::uint32_t row) { return values_[row] == values_[rows.front()]; });
  }

  Choice choose(const Node& node, Resampler& resampler) const {
    Choice choice;
    if (node.rows.size() < 2 * options_.least_rows || pure(node.rows)) return choice;
    double best = 0;
    const std::size_t first = resampler.below(static_cast<std::uint32_t>(axes_.size()));
    for (std::size_t i = 0; i < axes_.size(); ++i) {
      const std::size_t axis = (first + i) % axes_.size();
      const NodeSplit split =
          best_split(axes_[axis], values_, node.rows, node.levels[axis], options_.least_rows);
      if (split.left == 0 || (choice.left != 0 && split.score <= best)) continue;
      best = split.score;
      choice = {axis, split.left};
    }
    return choice;
  }

  Node child(const Node& node, std::size_t axis, std::uint64_t levels) const {
    Node result{{}, node.levels};
    result.levels[axis] = levels;
    for (const std::uint32_t row : node.rows)
      if ((levels >> axes_[axis].codes[row] & 1) != 0) result.rows.push_back(row);
    return result;
  }

  const std::vector<AxisColumn>& axes_;
  Values values_;
  const ForestOptions& options_;
};

/// 1 - squared error / squared deviation, over the rows that some tree was not grown on.
double r_squared(Values values, Values predicted, const std::vector<double>& counts) {
  std::vector<double> seen;
  double error = 0, deviation = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (counts[i] == 0) continue;
    seen.push_back(values[i]);
    const double away = values[i] - predicted[i] / counts[i];
    error += away * away;
  }
  for (const double value : seen) deviation += (value - mean(seen)) * (value - mean(seen));
  return deviation > 0 ? 1 - error / deviation : no_value;
}

}  // namespace

Forest grow_forest(const std::vector<AxisColumn>& axes, Values values, const ForestOptions& options) {
  for (const AxisColumn& axis : axes)
    require(axis.codes.size() == values.size() && axis.levels >= 1 && axis.levels <= most_levels,
            "an axis has a level for each value");
  require(std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); }),
          "values are finite");
  Forest forest;
  if (values.size() < 2 || axes.empty()) return forest;
  const Grower grower(axes, values, options);
  std::vector<double> predicted(values.size(), 0), counts(values.size(), 0);
  for (std::uint32_t i = 0; i < options.trees; ++i) {
    Resampler resampler(options.key, i);
    Rows rows(values.size());
    std::vector<bool> drawn(values.size(), false);
    for (std::uint32_t& row : rows) {
      row = resampler.below(static_cast<std::uint32_t>(values.size()));
      drawn[row] = true;
    }
    forest.trees.push_back(grower.grow(std::move(rows), resampler));
    for (std::size_t row = 0; row < values.size(); ++row)
      if (!drawn[row]) {
        predicted[row] += predict(forest.trees.back(), axes, row);
        ++counts[row];
      }
  }
  forest.out_of_bag_r2 = r_squared(values, predicted, counts);
  return forest;
}

double predict(const Tree& tree, const std::vector<AxisColumn>& axes, std::size_t row) {
  const auto holds = [&](const Leaf& leaf) {
    for (std::size_t i = 0; i < axes.size(); ++i)
      if ((leaf.levels[i] >> axes[i].codes[row] & 1) == 0) return false;
    return true;
  };
  const auto leaf = std::find_if(tree.begin(), tree.end(), holds);
  return leaf == tree.end() ? no_value : leaf->value;
}

}  // namespace tryall::statistics
