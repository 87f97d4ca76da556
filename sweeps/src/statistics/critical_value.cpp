#include <algorithm>
#include <array>
#include <cmath>

#include "tryall/statistics/tie_test.hpp"

namespace tryall::statistics {
namespace {

constexpr std::array<std::size_t, 7> table_groups = {5, 10, 20, 50, 100, 300, 1000};
constexpr std::array<std::size_t, 8> table_seeds = {3, 4, 5, 6, 8, 10, 15, 30};

/// A row per number of groups, a column per number of seeds. scripts/simulate-ties makes them anew from
/// seeded draws (20,000 per cell, 2,000 above 100 groups) and holds each within 3 % of what it finds.
constexpr std::array<std::array<double, table_seeds.size()>, table_groups.size()> table = {{
#include "critical_values.inc"
}};

/// The place of the last entry but one at or below a value, so that the next one is there too.
template <std::size_t N>
std::size_t cell_of(const std::array<std::size_t, N>& entries, std::size_t value) {
  const auto above = std::upper_bound(entries.begin(), entries.end(), value);
  return std::clamp<std::ptrdiff_t>(above - entries.begin() - 1, 0, N - 2);
}

double between(double at, double low, double high, double of_low, double of_high) {
  return of_low + (at - low) / (high - low) * (of_high - of_low);
}

}  // namespace

double critical_value(std::size_t groups, std::size_t n) {
  const std::size_t seeds = std::min(n, table_seeds.back());
  const std::size_t row = cell_of(table_groups, groups), column = cell_of(table_seeds, seeds);
  const auto scale = [](std::size_t count) { return 1 / static_cast<double>(count - 1); };
  const auto in_row = [&](std::size_t i) {
    return between(scale(seeds), scale(table_seeds[column]), scale(table_seeds[column + 1]), table[i][column],
                   table[i][column + 1]);
  };
  const auto log = [](std::size_t count) { return std::log(static_cast<double>(count)); };
  return between(log(groups), log(table_groups[row]), log(table_groups[row + 1]), in_row(row),
                 in_row(row + 1));
}

}  // namespace tryall::statistics
