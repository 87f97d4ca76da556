#include "csv_header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <unordered_set>

#include "data/formats/csv_rows.hpp"
#include "tryall/data/formats/csv.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/utf8.hpp"

namespace tryall::data {
namespace {

/// The first cells of the first line, to recognize it by: "0, 1, 2, ...".
std::string beginning(const FirstLine& first) {
  constexpr std::size_t most = 4;
  std::string text;
  for (std::size_t column = 0; column < std::min(most, first.cells.size()); ++column)
    text += fmt::format("{}{}", column == 0 ? "" : ", ", excerpt(first.cells[column]));
  return text + (first.cells.size() > most ? ", ..." : "");
}

bool has_number(const FirstLine& first, Thousands thousands) {
  return std::any_of(first.cells.begin(), first.cells.end(),
                     [&](const std::string& cell) { return number_in(cell, thousands).has_value(); });
}

/// Says where commas were taken for what separates cells, though they may be decimal: "1,5;2,5".
void note_delimiter(CsvData& data, const FirstLine& first) {
  if (first.cells.size() < 2) return;
  for (const std::string& cell : first.cells)
    if (cell.find(';') != std::string::npos) {
      data.notes.push_back(fmt::format(
          "{}: line {} is separated by commas into cells such as '{}'; if they are separated by semicolons, "
          "set delimiter to \"semicolon\", and if not, to \"comma\"",
          first.file, first.line, excerpt(cell)));
      return;
    }
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
  throw SettingError(setting, fmt::format("{}: has no column '{}'{}", data.file(), wanted,
                                          wanted == "0" ? "; columns are counted from 1"
                                                        : did_you_mean(wanted, data.names)));
}

std::vector<bool> ignored_columns(const CsvData& data, std::string_view list) {
  std::vector<bool> ignored(data.names.size(), false);
  for (const std::string& name : listed_words(list)) ignored[find_column(data, name, "ignore")] = true;
  return ignored;
}

/// The columns of groups, times and weights. A column has one use.
void assign_roles(CsvData& data, const Choice& choice, std::vector<const char*>& uses) {
  for (const ColumnUse use : {ColumnUse::group, ColumnUse::time, ColumnUse::weight}) {
    const char* const setting = to_text(use);
    const std::string& wanted = choice.word(setting);
    if (wanted.empty()) continue;
    const std::size_t column = find_column(data, wanted, setting);
    if (uses[column])
      throw SettingError(
          setting, fmt::format("column '{}' is the {} already", excerpt(data.names[column]), uses[column]));
    uses[column] = setting;
    data.roles.push_back({use, column});
  }
}

/// Behind the complaint that the target is the only column.
std::string why_none_is_left(const CsvData& data) {
  if (data.names.size() > 1) return ": the others are ignored or have another use";
  const std::string& name = data.names.front();
  if (name.starts_with('#')) return comment_hint(name, 1);
  if (name.find(' ') != std::string::npos)
    return "; if blanks separate the cells, set delimiter to \"space\"";
  return "; is the delimiter right?";
}

}  // namespace

bool is_header(const FirstLine& first, const std::string& header, Thousands thousands) {
  return header == "auto" ? !has_number(first, thousands) : header == "yes";
}

void note_first_line(CsvData& data, const FirstLine& first, const Choice& choice, bool numbers_below) {
  if (choice.word("delimiter") == "auto") note_delimiter(data, first);
  if (choice.word("header") != "auto") return;
  if (data.header && first.cells.front().starts_with('#'))
    data.notes.push_back(
        fmt::format("{}: line {} ({}) begins with '#' and is read as the header, as no line is skipped as a "
                    "comment; if it "
                    "is one, take it out, and if not, set header to \"yes\"",
                    first.file, first.line, beginning(first)));
  else if (!data.header)
    data.notes.push_back(fmt::format(
        "{}: line {} ({}) has a number and is read as a sample; if it is the header, set header to \"yes\", "
        "and if not, to \"no\"",
        first.file, first.line, beginning(first)));
  else if (!numbers_below)
    data.notes.push_back(fmt::format(
        "{}: line {} ({}) is read as the header, though all lines are text; if it is a sample, set header to "
        "\"no\", and if not, to \"yes\"",
        first.file, first.line, beginning(first)));
}

std::vector<std::string> column_names(const FirstLine& first, bool header) {
  std::vector<std::string> names;
  std::unordered_set<std::string> seen;
  for (std::size_t column = 0; column < first.cells.size(); ++column) {
    std::string name = header ? first.cells[column] : "";
    if (name.empty()) name = fmt::format("column {}", column + 1);
    if (!seen.insert(name).second)
      throw Error(
          ErrorCode::bad_input,
          fmt::format("{}: line {}: two columns are called '{}'; rename one of them, or, if this line is "
                      "a sample, set header to \"no\"",
                      first.file, first.line, excerpt(name)));
    names.push_back(std::move(name));
  }
  return names;
}

void check_same_columns(const FirstLine& training, const FirstLine& test, bool header) {
  if (training.cells.size() != test.cells.size())
    throw Error(ErrorCode::bad_input,
                fmt::format("{} has {} columns, {} has {}: they do not belong together", training.file,
                            training.cells.size(), test.file, test.cells.size()));
  for (std::size_t column = 0; header && column < training.cells.size(); ++column)
    if (training.cells[column] != test.cells[column])
      throw Error(
          ErrorCode::bad_input,
          fmt::format(
              "{}: line {}: column {} is '{}' where {} has '{}'; the test file needs the same columns "
              "in the same order",
              test.file, test.line, column + 1, excerpt(test.cells[column]), training.file,
              excerpt(training.cells[column])));
}

void assign_columns(CsvData& data, const Choice& choice) {
  const std::string& target = choice.word("target");
  const bool named = std::find(data.names.begin(), data.names.end(), target) != data.names.end();
  const bool last = target.empty() || (target == "last" && !named);
  data.target = last ? data.names.size() - 1 : find_column(data, target, "target");
  const std::vector<bool> ignored = ignored_columns(data, choice.word("ignore"));
  std::vector<const char*> uses(data.names.size(), nullptr);  // of columns that are no features
  uses[data.target] = "target";
  assign_roles(data, choice, uses);
  data.slots.assign(data.names.size(), 0);
  for (std::size_t column = 0; column < data.names.size(); ++column) {
    if (uses[column] && ignored[column])
      throw SettingError("ignore", fmt::format("column '{}' is the {} and cannot be ignored",
                                               excerpt(data.names[column]), uses[column]));
    if (uses[column] || ignored[column]) continue;
    data.slots[column] = data.features.size();
    data.features.push_back(column);
  }
  data.slots[data.target] = data.features.size();
  for (std::size_t i = 0; i < data.roles.size(); ++i)
    data.slots[data.roles[i].column] = data.features.size() + 1 + i;
  if (data.features.empty())
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: no column is left to learn from besides the target '{}'{}", data.file(),
                            excerpt(data.names[data.target]), why_none_is_left(data)));
}

}  // namespace tryall::data
