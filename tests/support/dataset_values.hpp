#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tryall/data/dataset.hpp"
#include "tryall/data/table_census.hpp"
#include "tryall/error.hpp"

namespace tryall::testing {

/// The features of all samples.
inline std::vector<double> values(const data::Dataset& dataset) {
  return std::visit([](const auto& raw) { return std::vector<double>(raw.begin(), raw.end()); },
                    dataset.values);
}

/// The same as text: "1 missing 2.5".
inline std::string shown(const data::Dataset& dataset) {
  std::string text;
  for (const double value : values(dataset))
    text += (text.empty() ? "" : " ") + (value == value ? fmt::format("{}", value) : "missing");
  return text;
}

/// What was guessed in reading, a line each.
inline std::string notes_of(const data::Dataset& dataset) {
  std::string all;
  for (const std::string& note : dataset.notes) all += note + "\n";
  return all;
}

/// What a table's reader says of a column, which is there.
inline const data::ColumnCensus& census_of(const data::Dataset& dataset, const std::string& column) {
  const auto& columns = dataset.census->columns;
  const auto found = std::ranges::find(columns, column, &data::ColumnCensus::name);
  if (found == columns.end()) throw Error(ErrorCode::bad_input, "no column " + column);
  return *found;
}

}  // namespace tryall::testing
