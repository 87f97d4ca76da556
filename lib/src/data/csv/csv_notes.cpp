#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "csv_column.hpp"
#include "csv_number.hpp"
#include "tryall/data/table_census.hpp"

namespace tryall::data {
namespace {

/// Fewer rows tell no index from other numbers.
constexpr std::size_t fewest_rows = 8;

/// What a column of features holds.
struct Contents {
  CsvCensus cells;
  bool text = false;
  double low = 0, high = 0;
  bool counts = true;                     ///< Each number is one more than that of the row before.
  std::set<std::string_view> texts = {};  ///< Of the training file.
  std::string_view padded = {};           ///< A number with a 0 in front, as codes have it: 00501.
};

Contents contents_of(const CsvData& data, std::size_t column) {
  Contents found{.cells = census(data, column)};
  found.text = is_text(data, column, found.cells);
  const CsvTable& training = data.parts.front();
  double before = 0;
  bool first = true;
  for (std::size_t row = 0; row < training.rows(); ++row) {
    const std::string_view cell = training.cell(row, column);
    const bool missing = data.is_missing(cell, column);
    found.counts = found.counts && !missing && !found.text;
    if (missing) continue;
    if (found.text) {
      found.texts.insert(cell);
      continue;
    }
    const double number = *number_in(cell);
    if (cell.size() > 1 && cell[0] == '0' && cell[1] >= '0' && cell[1] <= '9') found.padded = cell;
    found.counts = found.counts && number == std::floor(number) && (first || number == before + 1);
    found.low = first ? number : std::min(found.low, number);
    found.high = first ? number : std::max(found.high, number);
    before = number;
    first = false;
  }
  found.counts = found.counts && training.rows() >= fewest_rows;
  return found;
}

std::string fate_of(const Contents& found, const std::string& missing) {
  if (found.text)
    return fmt::format("text with {} categories, each a 0/1 feature{}", found.texts.size(), missing);
  if (found.counts) return fmt::format("an index: the numbers {} to {}, one by one", found.low, found.high);
  if (found.low == found.high) return fmt::format("constant: {}{}", found.low, missing);
  return fmt::format("numbers from {} to {}{}", found.low, found.high, missing);
}

void note_guess(Dataset& dataset, const CsvData& data, std::size_t column, const Contents& found) {
  const CsvTable& training = data.parts.front();
  const std::string where = fmt::format("{}: column '{}'", training.what(), data.names[column]);
  const std::string out = fmt::format(
      "to leave it out, set ignore to \"{}\"",
      data.names[column].find(',') == std::string::npos ? data.names[column] : std::to_string(column + 1));
  if (found.counts)
    dataset.notes.push_back(
        fmt::format("{} counts the rows as an index does ({} to {}) and is read as a feature; {}", where,
                    found.low, found.high, out));
  if (!found.padded.empty())
    dataset.notes.push_back(
        fmt::format("{}: '{}' is read as the number {}; if these are codes, write them as text, or "
                    "leave the column out",
                    where, found.padded, *number_in(found.padded)));
  if (!found.text) return;
  if (training.rows() >= fewest_rows && 2 * found.texts.size() > training.rows())
    dataset.notes.push_back(
        fmt::format("{} has {} different texts in {} rows, each of which becomes a feature of its "
                    "own, though hardly any row shares one; {}",
                    where, found.texts.size(), training.rows(), out));
  const std::string_view first =
      data.parts[found.cells.first_text->part].cell(found.cells.first_text->row, column);
  if (number_form(first) != NumberForm::none)
    dataset.notes.push_back(
        fmt::format("{} holds texts such as '{}', which look like numbers but are read as {} "
                    "categories; {}",
                    where, first, found.texts.size(), advice_on_number(first, {})));
}

}  // namespace

void describe_columns(Dataset& dataset, const CsvData& data) {
  auto census = std::make_shared<TableCensus>();
  for (std::size_t column = 0; column < data.names.size(); ++column) {
    ColumnCensus fact{data.names[column], "left out"};
    if (column == data.target) {
      fact.fate = dataset.task == Task::classification
                      ? fmt::format("the target: {} classes", dataset.classes)
                      : "the target: numbers";
    } else if (std::find(data.features.begin(), data.features.end(), column) != data.features.end()) {
      const Contents found = contents_of(data, column);
      fact.fate =
          fate_of(found, found.cells.missing > 0 ? fmt::format("; {} missing", found.cells.missing) : "");
      note_guess(dataset, data, column, found);
    }
    census->columns.push_back(std::move(fact));
  }
  dataset.census = std::move(census);
  dataset.notes.insert(dataset.notes.begin(), data.notes.begin(), data.notes.end());
}

}  // namespace tryall::data
