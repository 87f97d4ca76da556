#include "tryall/statistics/forest.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <vector>

#include "tryall/error.hpp"
#include "tryall/statistics/resampler.hpp"

namespace tryall::statistics {
namespace {

/// How a node's rows part.
struct NodeSplit {
  double score = 0;  ///< sum^2 / n left plus the same right; the higher, the less is left of the variance.
  std::uint64_t left = 0;  ///< The levels that go left; 0 for no split.
};

struct Level {
  std::uint32_t code = 0;
  double count = 0, sum = 0;

  double mean() const { return sum / count; }
};

/// The levels that the rows have, ordered, or by their means (Breiman et al. 1984: the best of all partings
/// into two sets is among these).
std::vector<Level> levels_of(const Factor& axis, Values values, const std::vector<std::uint32_t>& rows) {
  std::array<Level, most_levels> table = {};
  for (const std::uint32_t row : rows) {
    Level& level = table[axis.codes[row]];
    ++level.count;
    level.sum += values[row];
  }
  std::vector<Level> present;
  for (std::uint32_t code = 0; code < axis.levels; ++code)
    if (table[code].count > 0) present.push_back({code, table[code].count, table[code].sum});
  if (!axis.ordered)
    std::stable_sort(present.begin(), present.end(),
                     [](const Level& a, const Level& b) { return a.mean() < b.mean(); });
  return present;
}

/// The mask of the levels 0 .. last.
std::uint64_t up_to(std::uint32_t last) { return ~std::uint64_t{0} >> (most_levels - 1 - last); }

std::uint64_t left_mask(const Factor& axis, const std::vector<Level>& present, std::size_t cut,
                        std::uint64_t region) {
  if (axis.ordered) return region & up_to((present[cut - 1].code + present[cut].code) / 2);
  std::uint64_t left = 0, right = 0;
  double more_left = 0;
  for (std::size_t i = 0; i < present.size(); ++i) {
    (i < cut ? left : right) |= std::uint64_t{1} << present[i].code;
    more_left += i < cut ? present[i].count : -present[i].count;
  }
  return more_left >= 0 ? region & ~right : left;
}

/// The best split of the rows by the axis; among the levels `region`, those without rows go with the nearer
/// ones below (ordered), or with the side that has more rows.
NodeSplit best_split(const Factor& axis, Values values, const std::vector<std::uint32_t>& rows,
                     std::uint64_t region, std::size_t least_rows) {
  const std::vector<Level> present = levels_of(axis, values, rows);
  double count = 0, sum = 0, all = 0;
  for (const Level& level : present) all += level.sum;
  const auto total = static_cast<double>(rows.size()), least = static_cast<double>(least_rows);
  NodeSplit best;
  std::size_t cut = 0;
  for (std::size_t i = 1; i < present.size(); ++i) {
    count += present[i - 1].count;
    sum += present[i - 1].sum;
    if (count < least || total - count < least) continue;
    const double score = sum * sum / count + (all - sum) * (all - sum) / (total - count);
    if (cut == 0 || score > best.score) {
      best.score = score;
      cut = i;
    }
  }
  if (cut != 0) best.left = left_mask(axis, present, cut, region);
  return best;
}

using Rows = std::vector<std::uint32_t>;

struct Node {
  Rows rows;
  std::vector<std::uint64_t> levels;
};

class Grower {
 public:
  Grower(const std::vector<Factor>& axes, Values values, const ForestOptions& options)
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
    for (const Factor& axis : axes_) levels.push_back(~std::uint64_t{0} >> (most_levels - axis.levels));
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

  const std::vector<Factor>& axes_;
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

Forest grow_forest(const std::vector<Factor>& axes, Values values, const ForestOptions& options) {
  for (const Factor& axis : axes)
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

double predict(const Tree& tree, const std::vector<Factor>& axes, std::size_t row) {
  const auto holds = [&](const Leaf& leaf) {
    for (std::size_t i = 0; i < axes.size(); ++i)
      if ((leaf.levels[i] >> axes[i].codes[row] & 1) == 0) return false;
    return true;
  };
  const auto leaf = std::find_if(tree.begin(), tree.end(), holds);
  return leaf == tree.end() ? no_value : leaf->value;
}

namespace {

std::vector<double> distinct(Values values) {
  std::vector<double> result(values.begin(), values.end());
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

}  // namespace

Factor numeric_axis(Values values) {
  require(!has_nan(values), "an axis has no NaN");
  const std::vector<double> known = distinct(values);
  Factor factor{std::min(known.size(), most_numeric_levels), true, {}};
  for (const double value : values) {
    const auto place =
        static_cast<std::size_t>(std::lower_bound(known.begin(), known.end(), value) - known.begin());
    factor.codes.push_back(static_cast<std::uint32_t>(place * factor.levels / known.size()));
  }
  return factor;
}

Factor categorical_axis(const std::vector<std::string>& words) {
  std::map<std::string, std::uint32_t> codes;
  for (const std::string& word : words) codes.emplace(word, 0);
  if (codes.size() > most_levels)
    throw Error(ErrorCode::bad_input, "importance: an axis has " + std::to_string(codes.size()) +
                                          " different words, more than " + std::to_string(most_levels) +
                                          "; leave it out, or select fewer configs");
  std::uint32_t next = 0;
  for (auto& [word, code] : codes) code = next++;
  Factor factor{codes.size(), false, {}};
  for (const std::string& word : words) factor.codes.push_back(codes.at(word));
  return factor;
}

}  // namespace tryall::statistics
