#include "csv_column.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "csv_number.hpp"
#include "tryall/error.hpp"

namespace tryall::data {
namespace {

constexpr std::size_t most_categories = 1000;

std::string_view cell_at(const CsvData& data, CsvPlace place, std::size_t column) {
  return data.parts[place.part].cell(place.row, column);
}

template <class Visit>
void for_each_cell(const CsvData& data, std::size_t column, Visit visit) {
  for (std::size_t part = 0; part < data.parts.size(); ++part)
    for (std::size_t row = 0; row < data.parts[part].rows(); ++row)
      visit(data.parts[part].cell(row, column), CsvPlace{part, row});
}

std::vector<std::string_view> texts_of(const CsvData& data, std::size_t column) {
  std::vector<std::string_view> texts;
  for_each_cell(data, column, [&](std::string_view cell, CsvPlace) {
    if (!data.is_missing(cell, column) && !number_in(cell)) texts.push_back(cell);
  });
  return texts;
}

/// One column of the file, as one or more features of the dataset.
struct Column {
  std::size_t place = 0;
  std::vector<std::string> categories = {};  ///< None: numbers.
  bool gaps = false;                         ///< Numbers are missing.

  std::size_t width() const { return std::max<std::size_t>(1, categories.size()); }
};

std::vector<std::string> categories_of(const CsvData& data, std::size_t column) {
  std::set<std::string, std::less<>> found;
  for_each_cell(data, column, [&](std::string_view cell, CsvPlace place) {
    if (data.is_missing(cell, column) || found.contains(cell)) return;
    found.emplace(cell);
    if (found.size() > most_categories)
      fail_at(data, place.part, place.row, column,
              fmt::format("is the column's {}th different text, too many to encode; ignore the column, or "
                          "make it coarser",
                          found.size()));
  });
  return {found.begin(), found.end()};
}

void check_has_numbers(const CsvData& data, std::size_t column) {
  const CsvTable& training = data.parts.front();
  for (std::size_t row = 0; row < training.rows(); ++row)
    if (!data.is_missing(training.cell(row, column), column)) return;
  throw Error(ErrorCode::bad_input,
              fmt::format("{}: column '{}' has no values; ignore it", training.what(), data.names[column]));
}

Column describe(const CsvData& data, std::size_t column, const std::string& missing) {
  const CsvCensus cells = census(data, column);
  if (cells.first_missing && missing == "refuse")
    fail_at(data, cells.first_missing->part, cells.first_missing->row, column,
            fmt::format(
                "the value is missing ('{}'); set missing to \"mean\", \"median\" or \"drop\", or ignore the "
                "column",
                cell_at(data, *cells.first_missing, column)));
  if (is_text(data, column, cells)) return {.place = column, .categories = categories_of(data, column)};
  check_numbers(data, column, cells);
  if (cells.first_missing) check_has_numbers(data, column);
  return {.place = column, .gaps = cells.missing > 0};
}

void fill(Dataset& dataset, const CsvData& data, const Column& column, std::size_t first) {
  double* target = std::get<Buffer<double>>(dataset.values).data() + first;
  for_each_cell(data, column.place, [&](std::string_view cell, CsvPlace) {
    const auto found = std::lower_bound(column.categories.begin(), column.categories.end(), cell);
    const bool missing = data.is_missing(cell, column.place);
    if (column.categories.empty())
      *target = missing ? std::numeric_limits<double>::quiet_NaN() : *number_in(cell);
    else if (!missing)
      target[found - column.categories.begin()] = 1;
    target += dataset.features;
  });
}

}  // namespace

CsvCensus census(const CsvData& data, std::size_t column) {
  CsvCensus result;
  for_each_cell(data, column, [&](std::string_view cell, CsvPlace place) {
    const auto note = [&](std::optional<CsvPlace>& first) {
      if (!first) first = place;
    };
    if (data.is_missing(cell, column)) {
      ++result.missing;
      note(result.first_missing);
    } else if (const auto number = number_in(cell)) {
      ++result.numbers;
      if (!std::isfinite(*number)) note(result.first_infinite);
    } else {
      ++result.texts;
      note(result.first_text);
    }
  });
  return result;
}

bool is_text(const CsvData& data, std::size_t column, const CsvCensus& cells) {
  return cells.texts > 0 && cells.texts >= cells.numbers &&
         !has_commas(number_form(cell_at(data, *cells.first_text, column)));
}

void check_numbers(const CsvData& data, std::size_t column, const CsvCensus& cells) {
  if (const auto place = cells.first_text) {
    const std::string_view cell = cell_at(data, *place, column);
    std::string advice = advice_on_number(cell, texts_of(data, column));
    if (advice.empty())
      advice =
          place->row == 0 && !data.header
              ? "if this line is the header, set header to \"yes\""
              : "correct it, ignore the column, or, if it stands for a missing value, name it in na_values";
    fail_at(data, place->part, place->row, column,
            fmt::format("'{}' is text where a number belongs; {}", cell, advice));
  }
  if (const auto place = cells.first_infinite)
    fail_at(data, place->part, place->row, column,
            fmt::format("'{}' is not a finite number; correct it, or leave it empty for a missing value",
                        cell_at(data, *place, column)));
}

void add_features(Dataset& dataset, const CsvData& data, const std::string& missing) {
  std::vector<Column> columns;
  for (const std::size_t place : data.features) {
    const Column& column = columns.emplace_back(describe(data, place, missing));
    dataset.features += column.width();
    if (column.gaps) dataset.imputation = missing == "mean" ? Imputation::mean : Imputation::median;
    if (column.categories.empty()) dataset.feature_names.push_back(data.names[place]);
    for (const std::string& category : column.categories)
      dataset.feature_names.push_back(fmt::format("{}={}", data.names[place], category));
  }
  dataset.shape = {dataset.features};
  std::size_t rows = 0;
  for (const CsvTable& table : data.parts) rows += table.rows();
  dataset.values = Buffer<double>(rows * dataset.features, 0.0);
  std::size_t first = 0;
  for (const Column& column : columns) {
    fill(dataset, data, column, first);
    first += column.width();
  }
}

}  // namespace tryall::data
