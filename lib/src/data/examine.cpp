#include "tryall/data/examine.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "single_column.hpp"
#include "tryall/data/table_census.hpp"

namespace tryall::data {
namespace {

/// The features and the target of a row.
template <class Visit>
void for_each_cell(const Dataset& dataset, std::size_t row, const Visit& visit) {
  std::visit(
      [&](const auto& values) {
        for (std::size_t i = 0; i < dataset.features; ++i)
          visit(static_cast<double>(values[row * dataset.features + i]));
      },
      dataset.values);
  if (dataset.task == Task::classification) return visit(static_cast<double>(dataset.labels[row]));
  for (std::size_t i = 0; i < dataset.target_columns; ++i)
    visit(dataset.targets[row * dataset.target_columns + i]);
}

std::uint64_t hash_of(const Dataset& dataset, std::size_t row) {
  std::uint64_t hash = 0;
  for_each_cell(dataset, row, [&](double cell) {
    constexpr std::uint64_t odd = 0x9e3779b97f4a7c15U;
    hash = (std::rotl(hash, 29) ^ std::bit_cast<std::uint64_t>(cell + 0.0)) * odd;  // -0 is 0
  });
  return hash;
}

std::vector<double> cells_of(const Dataset& dataset, std::size_t row) {
  std::vector<double> cells;
  for_each_cell(dataset, row, [&](double cell) { cells.push_back(cell); });
  return cells;
}

bool are_equal(const std::vector<double>& one, const std::vector<double>& other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); });
}

/// Of rows with equal hashes, those that an earlier one equals.
void count_repeated(TableFindings& findings, const Dataset& dataset, std::span<const std::uint32_t> rows) {
  std::vector<std::vector<double>> first;
  std::vector<std::uint32_t> first_row;
  for (const std::uint32_t row : rows) {
    std::vector<double> cells = cells_of(dataset, row);
    std::size_t same = 0;
    while (same < first.size() && !are_equal(first[same], cells)) ++same;
    if (same == first.size()) {
      first.push_back(std::move(cells));
      first_row.push_back(row);
      continue;
    }
    ++findings.repeated_rows;
    if (row >= dataset.test_begin && first_row[same] < dataset.test_begin) ++findings.seen_test_rows;
  }
}

void find_repeated(TableFindings& findings, const Dataset& dataset) {
  std::vector<std::uint64_t> hashes(dataset.samples());
  for (std::size_t row = 0; row < hashes.size(); ++row) hashes[row] = hash_of(dataset, row);
  std::vector<std::uint32_t> order(hashes.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t one, std::uint32_t other) {
    return hashes[one] < hashes[other] || (hashes[one] == hashes[other] && one < other);
  });
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    while (end < order.size() && hashes[order[end]] == hashes[order[begin]]) ++end;
    if (end > begin + 1) count_repeated(findings, dataset, std::span(order).subspan(begin, end - begin));
  }
}

/// Training rows at equal distances, as many as can be sorted by every column in a second or so.
std::vector<std::uint32_t> rows_to_examine(const Dataset& dataset) {
  constexpr std::size_t most_cells = 20'000'000, fewest = 500, most = 10'000;
  const std::size_t wanted = std::clamp(most_cells / dataset.features, fewest, most);
  const std::size_t count = std::min(wanted, dataset.test_begin);
  std::vector<std::uint32_t> rows;
  for (std::size_t i = 0; i < count; ++i)
    rows.push_back(static_cast<std::uint32_t>(i * dataset.test_begin / count));
  return rows;
}

void judge_by_class(TableFindings& findings, const Dataset& dataset, std::span<const std::uint32_t> rows) {
  constexpr double most_errors = 0.02;
  constexpr std::size_t fewest_others = 5;
  std::vector<std::size_t> counts(dataset.classes, 0);
  for (const std::uint32_t row : rows) ++counts[static_cast<std::size_t>(dataset.labels[row])];
  const std::size_t others = rows.size() - *std::max_element(counts.begin(), counts.end());
  if (others < fewest_others) return;
  for (const ColumnCensus& column : dataset.census->columns) {
    if (column.use != ColumnUse::feature) continue;
    const std::size_t right = rows_predicted_right(dataset, sorted_column(dataset, column, rows));
    if (static_cast<double>(rows.size() - right) <= most_errors * static_cast<double>(others))
      findings.give_aways.push_back(
          {column.name, static_cast<double>(right) / static_cast<double>(rows.size())});
  }
}

void judge_by_number(TableFindings& findings, const Dataset& dataset, std::span<const std::uint32_t> rows) {
  constexpr double most_variance = 0.01;
  double mean = 0, variance = 0;
  for (const std::uint32_t row : rows)
    mean += dataset.targets[row * dataset.target_columns] / static_cast<double>(rows.size());
  for (const std::uint32_t row : rows) {
    const double deviation = dataset.targets[row * dataset.target_columns] - mean;
    variance += deviation * deviation;
  }
  if (!(variance > 0)) return;
  for (const ColumnCensus& column : dataset.census->columns) {
    if (column.use != ColumnUse::feature) continue;
    const double left = squared_errors(dataset, sorted_column(dataset, column, rows)) / variance;
    if (left <= most_variance) findings.give_aways.push_back({column.name, 1 - left});
  }
}

}  // namespace

TableFindings examine(const Dataset& dataset) {
  constexpr std::size_t fewest_rows = 20;
  TableFindings findings;
  if (!dataset.census) return findings;
  find_repeated(findings, dataset);
  const std::vector<std::uint32_t> rows = rows_to_examine(dataset);
  findings.examined_rows = rows.size();
  if (rows.size() < fewest_rows) return findings;
  (dataset.task == Task::classification ? judge_by_class : judge_by_number)(findings, dataset, rows);
  return findings;
}

std::size_t count_repeated_in(const Dataset& dataset, std::span<const std::uint32_t> samples,
                              std::span<const std::uint32_t> others) {
  std::unordered_multimap<std::uint64_t, std::uint32_t> known;
  for (const std::uint32_t other : others) known.emplace(hash_of(dataset, other), other);
  return static_cast<std::size_t>(std::ranges::count_if(samples, [&](std::uint32_t sample) {
    const auto [begin, end] = known.equal_range(hash_of(dataset, sample));
    return std::any_of(begin, end, [&](const auto& one) {
      return are_equal(cells_of(dataset, one.second), cells_of(dataset, sample));
    });
  }));
}

}  // namespace tryall::data
