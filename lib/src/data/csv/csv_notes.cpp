#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "csv_column.hpp"
#include "data/formats/csv_number.hpp"
#include "data/formats/date.hpp"
#include "data/formats/missing_words.hpp"
#include "tryall/data/formats/csv.hpp"
#include "tryall/utf8.hpp"

namespace tryall::data {
namespace {

/// The beginning and the end of a column's notes.
struct NoteFrame {
  std::string where, out;
};

NoteFrame frame_of(const CsvData& data, std::size_t column) {
  return {fmt::format("{}: column '{}'", data.file(), excerpt(data.names[column])),
          fmt::format("to leave it out, set ignore to {}", setting_for_column(data, column))};
}

bool looks_like_number(std::string_view cell) { return number_form(cell) != NumberForm::none; }
bool looks_like_date(std::string_view cell) { return is_unsure_date(cell) || date_in(cell); }

/// The column's first text, where it looks so, or the first that does where half of the rows of text do;
/// empty where neither is.
std::string text_like(const CsvData& data, std::size_t column, bool (*looks)(std::string_view)) {
  const ColumnCells& cells = data.columns[column];
  const auto* first = cells.first_text();
  if (!first || looks(first->cell)) return first ? first->cell : "";
  std::string example;
  std::size_t alike = 0, texts = 0;
  for (std::size_t i = 0; i < cells.words().size(); ++i) {
    const CsvWord& word = cells.words()[i];
    if (word.is != CsvWord::Is::text) continue;
    const std::size_t rows = data.facts_of(column).training_rows[i];
    texts += rows;
    if (rows == 0 || !looks(word.text)) continue;
    alike += rows;
    if (example.empty()) example = word.text;
  }
  return 2 * alike >= texts ? example : "";
}

void note_words(Dataset& dataset, const CsvData& data, std::size_t column, const ColumnCensus& census) {
  const auto [where, out] = frame_of(data, column);
  const std::size_t different = data.facts_of(column).training_words();
  if (census.kind == ColumnKind::identifier)
    dataset.notes.push_back(
        fmt::format("{} has {} different texts in {} rows, each of which becomes a feature of its "
                    "own, though hardly any row shares one; {}",
                    where, different, data.training_rows(), out));
  if (census.kind == ColumnKind::boolean) return;
  if (const std::string text = text_like(data, column, looks_like_number); !text.empty())
    dataset.notes.push_back(
        fmt::format("{} holds texts such as '{}', which look like numbers but are read as {} "
                    "categories; {}",
                    where, excerpt(text), different, advice_on_number(text, {})));
  if (const std::string text = text_like(data, column, looks_like_date); !text.empty())
    dataset.notes.push_back(
        fmt::format("{} holds texts such as '{}', which look like dates but are read as {} categories; write "
                    "all of them as 2021-03-31, or leave the column out",
                    where, excerpt(text), different));
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
                    where, excerpt(padded), *number_in(padded, data.thousands)));
}

}  // namespace

std::string setting_for_column(const CsvData& data, std::size_t column) {
  const std::string& name = data.names[column];
  const std::vector<std::string> listed = listed_words(name);
  const bool is_plain = listed.size() == 1 && listed.front() == name && name.size() <= 80;
  return nlohmann::json(is_plain ? name : std::to_string(column + 1)).dump();
}

void note_classes(Dataset& dataset, const CsvData& data) {
  const auto note = [&](const std::string& text, const char* what, const std::string& advice) {
    if (!text.empty())
      dataset.notes.push_back(fmt::format(
          "{}: column '{}' holds texts such as '{}', which look like {} but are read as {} classes; "
          "{}, or, if they are classes, set task to \"classification\"",
          data.file(), excerpt(data.names[data.target]), excerpt(text), what, dataset.classes, advice));
  };
  const std::string number = text_like(data, data.target, looks_like_number);
  note(number, "numbers", advice_on_number(number, {}));
  note(text_like(data, data.target, looks_like_date), "dates",
       "to predict a time, write it as a number, such as days");
}

void note_columns(Dataset& dataset, const CsvData& data, const std::vector<ColumnPlan>& plans) {
  for (std::size_t i = 0; i < plans.size(); ++i) {
    if (plans[i].census.use != ColumnUse::feature) continue;
    const bool words = data.columns[data.features[i]].form() == ColumnCells::Form::words;
    (words ? note_words : note_numbers)(dataset, data, data.features[i], plans[i].census);
    const auto [where, out] = frame_of(data, data.features[i]);
    if (!plans[i].census.same_as.empty())
      dataset.notes.push_back(fmt::format("{} is the same as '{}' in every row and is read as a feature; {}",
                                          where, excerpt(plans[i].census.same_as), out));
  }
  dataset.notes.insert(dataset.notes.begin(), data.notes.begin(), data.notes.end());
}

}  // namespace tryall::data
