#include "csv_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "csv_column.hpp"
#include "data/sources/sources.hpp"
#include "tryall/data/formats/bytes.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"

namespace tryall::data {
namespace {

CsvTable read_table(const Choice& choice, const std::string& setting,
                    const std::filesystem::path& data_folder) {
  const std::string& word = choice.word("delimiter");
  const char delimiter = word == "comma" ? ',' : word == "tab" ? '\t' : word == "semicolon" ? ';' : '\0';
  const std::filesystem::path file = find_file(choice.word(setting), data_folder);
  CsvTable table(read_bytes(file), delimiter, file.string());
  if (table.rows() == 0) throw Error(ErrorCode::bad_input, fmt::format("{}: holds no rows", table.what()));
  return table;
}

/// Says where commas were taken for what separates cells, though they may be decimal: "1,5;2,5".
void note_delimiter(CsvData& data, const std::string& delimiter) {
  const CsvTable& table = data.parts.front();
  if (delimiter != "auto" || table.columns() < 2) return;
  for (std::size_t column = 0; column < table.columns(); ++column)
    if (table.cell(0, column).find(';') != std::string_view::npos) {
      data.notes.push_back(fmt::format(
          "{}: line {} is separated by commas into cells such as '{}'; if they are separated by semicolons, "
          "set delimiter to \"semicolon\", and if not, to \"comma\"",
          table.what(), table.line(0), table.cell(0, column)));
      return;
    }
}

bool has_number(const CsvTable& table, std::size_t row) {
  for (std::size_t column = 0; column < table.columns(); ++column)
    if (number_in(table.cell(row, column))) return true;
  return false;
}

/// The first cells of the first line, to recognize it by: "0, 1, 2, ...".
std::string beginning(const CsvTable& table) {
  constexpr std::size_t most = 4;
  std::string text;
  for (std::size_t column = 0; column < std::min(most, table.columns()); ++column)
    text += fmt::format("{}{}", column == 0 ? "" : ", ", table.cell(0, column));
  return text + (table.columns() > most ? ", ..." : "");
}

/// Tells a header, and says so where the first line could be meant otherwise: with numbers in it, it may be a
/// header of numbers; and among nothing but texts, no header is to be told from a sample.
bool begins_with_header(CsvData& data, const std::string& header) {
  const CsvTable& table = data.parts.front();
  if (header != "auto") return header == "yes";
  const bool sample = has_number(table, 0);
  bool numbers_below = false;
  for (std::size_t row = 1; row < table.rows() && !sample && !numbers_below; ++row)
    numbers_below = has_number(table, row);
  if (sample)
    data.notes.push_back(fmt::format(
        "{}: line {} ({}) has a number and is read as a sample; if it is the header, set header to "
        "\"yes\", and if not, to \"no\"",
        table.what(), table.line(0), beginning(table)));
  else if (!numbers_below && table.rows() > 1)
    data.notes.push_back(fmt::format(
        "{}: line {} ({}) is read as the header, though all lines are text; if it is a sample, set "
        "header to \"no\", and if not, to \"yes\"",
        table.what(), table.line(0), beginning(table)));
  return !sample;
}

std::vector<std::string> column_names(const CsvTable& table, bool header) {
  std::vector<std::string> names;
  for (std::size_t column = 0; column < table.columns(); ++column) {
    std::string name(header ? table.cell(0, column) : "");
    if (name.empty()) name = fmt::format("column {}", column + 1);
    if (std::find(names.begin(), names.end(), name) != names.end())
      throw Error(
          ErrorCode::bad_input,
          fmt::format("{}: line {}: two columns are called '{}'; rename one of them, or, if this line is "
                      "a sample, set header to \"no\"",
                      table.what(), table.line(0), name));
    names.push_back(std::move(name));
  }
  return names;
}

void remove_header(CsvTable& table) {
  std::vector<bool> kept(table.rows(), true);
  kept.front() = false;
  table.keep_rows(kept);
  if (table.rows() == 0)
    throw Error(ErrorCode::bad_input, fmt::format("{}: holds a header and no rows", table.what()));
}

void check_same_columns(const CsvTable& training, const CsvTable& test, bool header) {
  if (training.columns() != test.columns())
    throw Error(ErrorCode::bad_input,
                fmt::format("{} has {} columns, {} has {}: they do not belong together", training.what(),
                            training.columns(), test.what(), test.columns()));
  for (std::size_t column = 0; header && column < training.columns(); ++column)
    if (training.cell(0, column) != test.cell(0, column))
      throw Error(
          ErrorCode::bad_input,
          fmt::format(
              "{}: line {}: column {} is '{}' where {} has '{}'; the test file needs the same columns "
              "in the same order",
              test.what(), test.line(0), column + 1, test.cell(0, column), training.what(),
              training.cell(0, column)));
}

/// A column by its name or its number, counted from 1.
std::size_t find_column(const CsvData& data, const std::string& wanted, const char* setting) {
  const auto found = std::find(data.names.begin(), data.names.end(), wanted);
  if (found != data.names.end()) return static_cast<std::size_t>(found - data.names.begin());
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
  if (error == std::errc() && end == wanted.data() + wanted.size() && number >= 1 &&
      number <= data.names.size())
    return number - 1;
  throw SettingError(setting, fmt::format("{}: has no column '{}'{}", data.parts.front().what(), wanted,
                                          did_you_mean(wanted, data.names)));
}

std::vector<bool> ignored_columns(const CsvData& data, std::string_view list) {
  std::vector<bool> ignored(data.names.size(), false);
  for (const std::string& name : listed_words(list)) ignored[find_column(data, name, "ignore")] = true;
  return ignored;
}

void assign_columns(CsvData& data, const Choice& choice) {
  const std::string& target = choice.word("target");
  const bool named = std::find(data.names.begin(), data.names.end(), target) != data.names.end();
  const bool last = target.empty() || (target == "last" && !named);
  data.target = last ? data.names.size() - 1 : find_column(data, target, "target");
  const std::vector<bool> ignored = ignored_columns(data, choice.word("ignore"));
  if (ignored[data.target])
    throw SettingError(
        "ignore", fmt::format("column '{}' is the target and cannot be ignored", data.names[data.target]));
  for (std::size_t column = 0; column < data.names.size(); ++column)
    if (column != data.target && !ignored[column]) data.features.push_back(column);
  if (data.features.empty())
    throw Error(
        ErrorCode::bad_input,
        fmt::format("{}: no column is left to learn from besides the target '{}'; is the delimiter right?",
                    data.parts.front().what(), data.names[data.target]));
}

/// Tells the columns of numbers, in which more words stand for a missing value.
void find_numeric_columns(CsvData& data, const std::string& task) {
  data.numeric.assign(data.names.size(), false);
  for (std::size_t column = 0; column < data.names.size(); ++column) {
    std::size_t numbers = 0, texts = 0;
    for (const CsvTable& table : data.parts)
      for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string_view cell = table.cell(row, column);
        if (data.missing.among_numbers(cell)) continue;
        ++(number_in(cell) ? numbers : texts);
      }
    data.numeric[column] = numbers > texts && (column != data.target || task != "classification");
  }
}

void drop_incomplete_rows(CsvData& data) {
  for (CsvTable& table : data.parts) {
    std::vector<bool> kept(table.rows());
    const auto missing = [&](std::size_t row, std::size_t column) {
      return data.is_missing(table.cell(row, column), column);
    };
    for (std::size_t row = 0; row < table.rows(); ++row)
      kept[row] = !missing(row, data.target) &&
                  std::none_of(data.features.begin(), data.features.end(),
                               [&](std::size_t column) { return missing(row, column); });
    table.keep_rows(kept);
    if (table.rows() == 0)
      throw Error(
          ErrorCode::bad_input,
          fmt::format("{}: every row has a missing value, so that dropping them leaves none; ignore the "
                      "columns that are mostly empty, or set missing to \"mean\" or \"median\"",
                      table.what()));
  }
}

}  // namespace

void fail_at(const CsvData& data, std::size_t part, std::size_t row, std::size_t column,
             const std::string& message) {
  const CsvTable& table = data.parts[part];
  throw Error(ErrorCode::bad_input, fmt::format("{}: line {}, column '{}': {}", table.what(), table.line(row),
                                                data.names[column], message));
}

CsvData read_csv_data(const Choice& choice, const std::filesystem::path& data_folder) {
  CsvData data;
  data.missing = MissingWords(choice.word("na_values"));
  data.parts.push_back(read_table(choice, "file", data_folder));
  if (!choice.word("test_file").empty()) data.parts.push_back(read_table(choice, "test_file", data_folder));
  note_delimiter(data, choice.word("delimiter"));
  const bool header = data.header = begins_with_header(data, choice.word("header"));
  data.names = column_names(data.parts.front(), header);
  if (data.parts.size() > 1) check_same_columns(data.parts[0], data.parts[1], header);
  if (header)
    for (CsvTable& table : data.parts) remove_header(table);
  assign_columns(data, choice);
  find_numeric_columns(data, choice.word("task"));
  if (choice.word("missing") == "drop") drop_incomplete_rows(data);
  return data;
}

}  // namespace tryall::data
