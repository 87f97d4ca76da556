#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "csv_column.hpp"
#include "data/formats/date.hpp"
#include "tryall/data/formats/csv.hpp"
#include "tryall/error.hpp"
#include "tryall/utf8.hpp"

namespace tryall::data {
namespace {

using Form = ColumnCells::Form;

void refuse_missing_role(const CsvData& data, std::size_t column, ColumnUse use) {
  if (data.facts_of(column).missing == 0) return;
  const ColumnCells::Place* place = data.columns[column].first_missing();
  require(place != nullptr, "a cell is missing");
  fail_at(
      data, place->row, column,
      fmt::format("the {} is missing ('{}'); correct it, or set missing to \"drop\" to leave such rows out",
                  to_text(use), excerpt(place->cell)));
}

/// Refuses words in a column of times: those that are neither date nor number, or numbers among dates.
void check_times(const CsvData& data, std::size_t column) {
  const ColumnCells& cells = data.columns[column];
  if (cells.form() == Form::dates) return;
  if (cells.form() != Form::words) return check_numbers(data, column);
  const std::vector<CsvWord>& words = cells.words();
  const auto is_no_time = [&](const CsvWord& word) {
    return !date_in(word.text) && !number_in(word.text, data.thousands);
  };
  auto found = std::find_if(words.begin(), words.end(), is_no_time);
  const char* const what = found == words.end() ? "a number among dates" : "neither a date nor a number";
  if (found == words.end())
    found = std::find_if(words.begin(), words.end(), [](const CsvWord& word) { return !date_in(word.text); });
  fail_at(data, found->row, column,
          fmt::format("'{}' is {}; write all times as 2021-03-31 (or 2021-03-31 18:00), or all as numbers",
                      excerpt(found->text), what));
}

std::vector<double> role_cells(const CsvData& data, std::size_t column) {
  std::vector<double> cells;
  cells.reserve(data.rows());
  for (std::size_t row = 0; row < data.rows(); ++row) cells.push_back(data.cell(row, column));
  return cells;
}

std::vector<double> weights_in(const CsvData& data, std::size_t column) {
  check_numbers(data, column);
  std::vector<double> weights = role_cells(data, column);
  double sum = 0;
  for (std::size_t row = 0; row < weights.size(); ++row) {
    if (weights[row] < 0)
      fail_at(data, data.cells.added_as(row), column,
              fmt::format("'{}' is no weight: weights are numbers of at least 0", weights[row]));
    weights[row] += 0.0;  // -0 is 0
    if (row < data.training_rows()) sum += weights[row];
  }
  if (sum == 0 || !std::isfinite(sum))
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: column '{}': the weights {}", data.file(), excerpt(data.names[column]),
                            sum == 0 ? "are all 0" : "are too large to be added up"));
  return weights;
}

std::string cell_text(const CsvData& data, std::size_t row, std::size_t column) {
  const double cell = data.cell(row, column);
  if (data.columns[column].form() == Form::words)
    return data.columns[column].words()[static_cast<std::size_t>(cell)].text;
  return data.columns[column].form() == Form::dates ? date_text(cell) : fmt::format("{}", cell);
}

/// Numbers the different values, and refuses those of the test file that the training file has.
std::vector<std::uint32_t> group_numbers(const CsvData& data, std::size_t column) {
  const bool words = data.columns[column].form() == Form::words;
  if (!words) check_numbers(data, column);
  std::vector<std::uint32_t> groups;
  constexpr double exact = 9007199254740992.0;        // 2^53
  std::unordered_map<double, std::uint32_t> numbers;  // 0 and -0 are one
  std::size_t of_training = 0;
  for (std::size_t row = 0; row < data.rows(); ++row) {
    if (!words && std::fabs(data.cell(row, column)) >= exact)
      fail_at(
          data, data.cells.added_as(row), column,
          "a number of so many digits cannot be told from the next one; write groups as texts, such as g17");
    if (row == data.training_rows()) of_training = numbers.size();
    const auto next = static_cast<std::uint32_t>(numbers.size());
    groups.push_back(numbers.emplace(data.cell(row, column), next).first->second);
    if (groups.back() < of_training)
      fail_at(data, data.cells.added_as(row), column,
              fmt::format("group '{}' is in {}, too: no group may be both trained on and tested with; move "
                          "its rows into one file, or set no group",
                          excerpt(cell_text(data, row, column)), data.file()));
  }
  return groups;
}

void note_groups(Dataset& dataset, const CsvData& data, const ColumnCensus& census) {
  if (census.groups == 1 || census.groups == data.rows())
    dataset.notes.push_back(
        fmt::format("{}: column '{}': {}; is it the right column of groups?", data.file(), census.name,
                    census.groups == 1 ? "all rows are of one group" : "each row is a group of its own"));
}

void set_groups(Dataset& dataset, const CsvData& data, ColumnCensus& census, std::size_t column) {
  dataset.groups = group_numbers(data, column);
  census.groups = 1 + *std::max_element(dataset.groups.begin(), dataset.groups.end());
  note_groups(dataset, data, census);
}

}  // namespace

std::vector<ColumnCensus> set_roles(Dataset& dataset, const CsvData& data) {
  std::vector<ColumnCensus> result;
  for (const auto& [use, column] : data.roles) {
    ColumnCensus census{.name = data.names[column], .use = use};
    refuse_missing_role(data, column, use);
    if (use == ColumnUse::group) {
      set_groups(dataset, data, census, column);
    } else if (use == ColumnUse::time) {
      check_times(data, column);
      dataset.times = role_cells(data, column);
    } else {
      dataset.weights = weights_in(data, column);
    }
    const Form form = data.columns[column].form();
    census.kind = form == Form::words   ? ColumnKind::category
                  : form == Form::dates ? ColumnKind::date
                                        : ColumnKind::number;
    if (form != Form::words) {
      census.low = data.facts_of(column).low;
      census.high = data.facts_of(column).high;
    }
    result.push_back(std::move(census));
  }
  return result;
}

}  // namespace tryall::data
