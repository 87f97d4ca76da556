#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "tryall/data/dataset.hpp"
#include "tryall/data/table_census.hpp"

namespace tryall::data {

/// What one column holds in one row, by which rows are compared: the number, or the place of the category.
struct ColumnRow {
  double key = 0;  ///< A missing value is one of its own, below all others.
  std::uint32_t row = 0;
};

/// The column in the rows, in the order of the keys.
std::vector<ColumnRow> sorted_column(const Dataset& dataset, const ColumnCensus& column,
                                     std::span<const std::uint32_t> rows);

/// How many of the rows are predicted right, each by the others.
std::size_t rows_predicted_right(const Dataset& dataset, const std::vector<ColumnRow>& sorted);

/// The sum of the squared errors where each row is predicted by the others; first target column.
double squared_errors(const Dataset& dataset, const std::vector<ColumnRow>& sorted);

}  // namespace tryall::data
