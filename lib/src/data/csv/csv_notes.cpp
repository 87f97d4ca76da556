#include <fmt/format.h>

#include <algorithm>

#include "csv_column.hpp"
#include "data/formats/csv_number.hpp"
#include "data/formats/date.hpp"
#include "tryall/data/formats/csv.hpp"

namespace tryall::data {
namespace {

/// The beginning and the end of a column's notes.
struct NoteFrame {
  std::string where, out;
};

NoteFrame frame_of(const CsvData& data, std::size_t column) {
  const std::string& name = data.names[column];
  return {fmt::format("{}: column '{}'", data.file(), name),
          fmt::format("to leave it out, set ignore to \"{}\"",
                      name.find(',') == std::string::npos ? name : std::to_string(column + 1))};
}

void note_words(Dataset& dataset, const CsvData& data, std::size_t column, const ColumnCensus& census) {
  const auto [where, out] = frame_of(data, column);
  const std::size_t different = data.facts_of(column).training_words();
  if (census.kind == ColumnKind::identifier)
    dataset.notes.push_back(
        fmt::format("{} has {} different texts in {} rows, each of which becomes a feature of its "
                    "own, though hardly any row shares one; {}",
                    where, different, data.training_rows(), out));
  const auto* first = data.columns[column].first_text();
  if (!first || census.kind == ColumnKind::boolean) return;
  if (number_form(first->cell) != NumberForm::none)
    dataset.notes.push_back(
        fmt::format("{} holds texts such as '{}', which look like numbers but are read as {} "
                    "categories; {}",
                    where, first->cell, different, advice_on_number(first->cell, {})));
  if (is_unsure_date(first->cell) || date_in(first->cell))
    dataset.notes.push_back(
        fmt::format("{} holds texts such as '{}', which look like dates but are read as {} categories; write "
                    "all of them as 2021-03-31, or leave the column out",
                    where, first->cell, different));
}

void note_numbers(Dataset& dataset, const CsvData& data, std::size_t column, const ColumnCensus& census) {
  const auto [where, out] = frame_of(data, column);
  const CellFacts& facts = data.facts_of(column);
  if (census.kind == ColumnKind::row_index)
    dataset.notes.push_back(
        fmt::format("{} counts the rows as an index does ({} to {}) and is read as a feature; {}", where,
                    facts.low, facts.high, out));
  if (census.kind == ColumnKind::identifier)
    dataset.notes.push_back(fmt::format(
        "{} has another number in each row, as its name says, and is read as a feature; {}", where, out));
  if (census.kind == ColumnKind::date)
    dataset.notes.push_back(
        fmt::format("{} is read as dates, a number of days since 1970-01-01; {}", where, out));
  if (const std::string& padded = data.columns[column].padded(); !padded.empty())
    dataset.notes.push_back(
        fmt::format("{}: '{}' is read as the number {}; if these are codes, write them as text, or "
                    "leave the column out",
                    where, padded, *number_in(padded, data.thousands)));
}

}  // namespace

void note_columns(Dataset& dataset, const CsvData& data, const std::vector<ColumnPlan>& plans) {
  for (std::size_t i = 0; i < plans.size(); ++i) {
    if (plans[i].census.use != ColumnUse::feature) continue;
    const bool words = data.columns[data.features[i]].form() == ColumnCells::Form::words;
    (words ? note_words : note_numbers)(dataset, data, data.features[i], plans[i].census);
    const auto [where, out] = frame_of(data, data.features[i]);
    if (!plans[i].census.same_as.empty())
      dataset.notes.push_back(fmt::format("{} is the same as '{}' in every row and is read as a feature; {}",
                                          where, plans[i].census.same_as, out));
  }
  dataset.notes.insert(dataset.notes.begin(), data.notes.begin(), data.notes.end());
}

}  // namespace tryall::data
