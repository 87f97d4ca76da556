#include "tryall/reports/tables/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "aligned_text.hpp"
#include "cell_text.hpp"
#include "rows_json.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/reports/tables/json_text.hpp"

namespace tryall::reports {
namespace {

std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; },
      ' ');
  return text;
}

std::string quoted(const std::string& field) {
  if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
  std::string result = "\"";
  for (const char c : field) result += c == '"' ? std::string("\"\"") : std::string(1, c);
  return result + '"';
}

std::string csv(const Table& table) {
  std::string text;
  for (std::size_t i = 0; i < table.columns.size(); ++i) text += (i ? "," : "") + quoted(table.columns[i]);
  text += '\n';
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) text += (i ? "," : "") + quoted(exact_text(row[i]));
    text += '\n';
  }
  return text;
}

std::string markdown_cell(const Cell& cell) { return markdown_text(for_people(cell)); }

std::string markdown_row(const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& cell : cells) line += "| " + cell + " ";
  return line + "|\n";
}

std::string markdown(const Table& table) {
  std::vector<std::string> cells;
  for (const std::string& name : table.columns) cells.push_back(markdown_cell(name));
  std::string text = markdown_row(cells);
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    text += is_of_numbers(table, i) ? "| ---: " : "| --- ";
  text += "|\n";
  for (const auto& row : table.rows) {
    cells.clear();
    for (const Cell& cell : row) cells.push_back(markdown_cell(cell));
    text += markdown_row(cells);
  }
  return text;
}

}  // namespace

bool is_of_numbers(const Table& table, std::size_t column) {
  return std::all_of(table.rows.begin(), table.rows.end(), [column](const std::vector<Cell>& row) {
    return is_number(row[column]) || std::holds_alternative<std::monostate>(row[column]);
  });
}

std::string for_people(const Cell& cell) {
  if (const auto* integer = std::get_if<std::int64_t>(&cell)) return std::to_string(*integer);
  if (const auto* number = std::get_if<double>(&cell)) return short_number(*number);
  if (const auto* text = std::get_if<std::string>(&cell)) return one_line(*text);
  return "";
}

nlohmann::ordered_json rows_json(const Table& table) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const auto& row : table.rows) {
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    for (std::size_t i = 0; i < row.size(); ++i) {
      auto& value = object[table.columns[i]];
      if (const auto* integer = std::get_if<std::int64_t>(&row[i])) value = *integer;
      if (const auto* number = std::get_if<double>(&row[i]); number && std::isfinite(*number))
        value = *number;
      if (const auto* word = std::get_if<std::string>(&row[i])) value = *word;
    }
    rows.push_back(std::move(object));
  }
  return rows;
}

std::string exact_text(const Cell& cell) {
  if (const auto* number = std::get_if<double>(&cell))
    return std::isfinite(*number) ? fmt::format("{}", *number) : "";
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  return for_people(cell);
}

Format format_from(const std::string& text) {
  if (text == "table") return Format::table;
  if (text == "csv") return Format::csv;
  if (text == "json") return Format::json;
  if (text == "md") return Format::markdown;
  throw Error(ErrorCode::bad_input,
              fmt::format("unknown format '{}'{}", text, did_you_mean(text, {"table", "csv", "json", "md"})));
}

std::string markdown_text(const std::string& text) {
  constexpr std::string_view special = "\\`*_{}[]<>|#&~";
  std::string result;
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) result += '\\';
    result += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  return result;
}

std::string short_number(double value) { return std::isfinite(value) ? fmt::format("{:.6g}", value) : ""; }

std::string duration_text(double seconds) {
  constexpr std::int64_t minute = 60, hour = 60 * minute, day = 24 * hour;
  if (seconds < 1) return fmt::format("{:.2g} s", seconds);
  const auto whole = static_cast<std::int64_t>(std::llround(seconds));
  if (whole < minute) return fmt::format("{:.3g} s", seconds);
  if (whole < hour) return fmt::format("{} min {} s", whole / minute, whole % minute);
  if (whole < day) return fmt::format("{} h {} min", whole / hour, whole % hour / minute);
  return fmt::format("{} d {} h", whole / day, whole % day / hour);
}

std::string render(const Table& table, Format format, std::size_t width) {
  switch (format) {
    case Format::table:
      return aligned_text(table, width);
    case Format::csv:
      return csv(table);
    case Format::json:
      return json_text(rows_json(table), 2) + "\n";
    case Format::markdown:
      return markdown(table);
  }
  return "";
}

}  // namespace tryall::reports
