#include "node_split.hpp"

#include <algorithm>
#include <array>

namespace tryall::statistics {
namespace {

struct Level {
  std::uint32_t code = 0;
  double count = 0, sum = 0;

  double mean() const { return sum / count; }
};

/// The levels that the rows have, ordered, or by their means (Breiman et al. 1984: the best of all partings
/// into two sets is among these).
std::vector<Level> levels_of(const AxisColumn& axis, Values values, const std::vector<std::uint32_t>& rows) {
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

std::uint64_t left_mask(const AxisColumn& axis, const std::vector<Level>& present, std::size_t cut,
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

}  // namespace

NodeSplit best_split(const AxisColumn& axis, Values values, const std::vector<std::uint32_t>& rows,
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

}  // namespace tryall::statistics
