#include "single_column.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tryall::data {
namespace {

/// Rows of one key: sorted[begin] to sorted[end - 1].
struct Group {
  std::size_t begin = 0, end = 0;
  double mean = 0;            ///< Of the targets.
  std::int32_t majority = 0;  ///< Of the labels.
  std::size_t rows() const { return end - begin; }
};

double value_at(const Dataset& dataset, std::size_t place) {
  return std::visit([&](const auto& values) { return static_cast<double>(values[place]); }, dataset.values);
}

double key_of(const Dataset& dataset, const ColumnCensus& column, std::uint32_t row) {
  const std::size_t begin = row * dataset.features + column.first_feature;
  if (column.features == 1) {
    const double value = value_at(dataset, begin);
    return std::isnan(value) ? -std::numeric_limits<double>::infinity() : value;
  }
  for (std::size_t i = 0; i < column.features; ++i)
    if (value_at(dataset, begin + i) != 0) return static_cast<double>(i);
  return -std::numeric_limits<double>::infinity();
}

std::vector<Group> groups_of(const std::vector<ColumnRow>& sorted) {
  std::vector<Group> groups;
  for (std::size_t begin = 0, end = 0; begin < sorted.size(); begin = end) {
    while (end < sorted.size() && sorted[end].key == sorted[begin].key) ++end;
    groups.push_back({begin, end});
  }
  return groups;
}

/// The nearest of the groups beside one.
const Group& neighbour(const std::vector<Group>& groups, std::size_t place,
                       const std::vector<ColumnRow>& sorted) {
  if (place == 0) return groups[1];
  if (place + 1 == groups.size()) return groups[place - 1];
  const double key = sorted[groups[place].begin].key;
  const double below = key - sorted[groups[place - 1].begin].key;
  return below <= sorted[groups[place + 1].begin].key - key ? groups[place - 1] : groups[place + 1];
}

/// What the groups beside a lone row say of it: the straight line between their means.
double between(const std::vector<Group>& groups, std::size_t place, const std::vector<ColumnRow>& sorted) {
  if (place == 0) return groups[1].mean;
  const Group& below = groups[place - 1];
  if (place + 1 == groups.size()) return below.mean;
  const Group& above = groups[place + 1];
  const double low = sorted[below.begin].key, high = sorted[above.begin].key;
  const double share = (sorted[groups[place].begin].key - low) / (high - low);
  return std::isfinite(share) ? below.mean + share * (above.mean - below.mean) : above.mean;
}

/// Rows of the group that the others in it predict right; a tie predicts nothing.
std::size_t right_within(const std::vector<std::size_t>& counts) {
  std::size_t right = 0;
  for (std::size_t k = 0; k < counts.size(); ++k) {
    std::size_t most = 0;
    for (std::size_t other = 0; other < counts.size(); ++other)
      if (other != k) most = std::max(most, counts[other]);
    if (counts[k] > most + 1) right += counts[k];
  }
  return right;
}

}  // namespace

std::vector<ColumnRow> sorted_column(const Dataset& dataset, const ColumnCensus& column,
                                     std::span<const std::uint32_t> rows) {
  std::vector<ColumnRow> sorted;
  sorted.reserve(rows.size());
  for (const std::uint32_t row : rows) sorted.push_back({key_of(dataset, column, row), row});
  std::sort(sorted.begin(), sorted.end(), [](const ColumnRow& one, const ColumnRow& other) {
    return one.key < other.key || (one.key == other.key && one.row < other.row);
  });
  return sorted;
}

std::size_t rows_predicted_right(const Dataset& dataset, const std::vector<ColumnRow>& sorted) {
  std::vector<Group> groups = groups_of(sorted);
  if (groups.size() < 2) return 0;
  std::size_t right = 0;
  std::vector<std::size_t> counts(dataset.classes);
  for (Group& group : groups) {
    std::fill(counts.begin(), counts.end(), 0);
    for (std::size_t i = group.begin; i < group.end; ++i)
      ++counts[static_cast<std::size_t>(dataset.labels[sorted[i].row])];
    group.majority =
        static_cast<std::int32_t>(std::max_element(counts.begin(), counts.end()) - counts.begin());
    if (group.rows() > 1) right += right_within(counts);
  }
  for (std::size_t place = 0; place < groups.size(); ++place)
    if (groups[place].rows() == 1 && neighbour(groups, place, sorted).majority == groups[place].majority)
      ++right;
  return right;
}

double squared_errors(const Dataset& dataset, const std::vector<ColumnRow>& sorted) {
  const auto target = [&](std::size_t i) { return dataset.targets[sorted[i].row * dataset.target_columns]; };
  std::vector<Group> groups = groups_of(sorted);
  if (groups.size() < 2) return std::numeric_limits<double>::infinity();
  double sum = 0;
  for (Group& group : groups) {
    for (std::size_t i = group.begin; i < group.end; ++i) group.mean += target(i);
    const double total = group.mean;
    const auto count = static_cast<double>(group.rows());
    group.mean /= count;
    for (std::size_t i = group.begin; i < group.end && group.rows() > 1; ++i) {
      const double error = target(i) - (total - target(i)) / (count - 1);
      sum += error * error;
    }
  }
  for (std::size_t place = 0; place < groups.size(); ++place)
    if (groups[place].rows() == 1) {
      const double error = target(groups[place].begin) - between(groups, place, sorted);
      sum += error * error;
    }
  return sum;
}

}  // namespace tryall::data
