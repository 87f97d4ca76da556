#include "tryall/reports/tables/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "exact_text.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"

namespace tryall::reports {
namespace {

/// Characters a terminal shows for UTF-8 text: its code points.
std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; },
      ' ');
  return text;
}

std::string for_people(const Cell& cell) {
  if (const auto* integer = std::get_if<std::int64_t>(&cell)) return std::to_string(*integer);
  if (const auto* number = std::get_if<double>(&cell)) return short_number(*number);
  if (const auto* text = std::get_if<std::string>(&cell)) return one_line(*text);
  return "";
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

std::string json(const Table& table) {
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
  return rows.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

struct Layout {
  std::vector<std::vector<std::string>> cells;  // the header first
  std::vector<std::size_t> widths;
  std::vector<bool> right;
};

Layout lay_out(const Table& table, std::string (*text_of)(const Cell&)) {
  Layout layout;
  layout.cells.push_back(table.columns);
  layout.right.assign(table.columns.size(), true);
  for (const auto& row : table.rows) {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < row.size(); ++i) {
      texts.push_back(text_of(row[i]));
      if (!is_number(row[i]) && !std::holds_alternative<std::monostate>(row[i])) layout.right[i] = false;
    }
    layout.cells.push_back(std::move(texts));
  }
  layout.widths.assign(table.columns.size(), 0);
  for (const auto& row : layout.cells)
    for (std::size_t i = 0; i < row.size(); ++i) layout.widths[i] = std::max(layout.widths[i], width(row[i]));
  return layout;
}

std::string padded(const std::string& text, std::size_t to, bool right) {
  const std::string blanks(to - std::min(to, width(text)), ' ');
  return right ? blanks + text : text + blanks;
}

std::string aligned(const Table& table) {
  const Layout layout = lay_out(table, for_people);
  std::string text;
  for (const auto& row : layout.cells) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i)
      line += (i ? "  " : "") + padded(row[i], layout.widths[i], layout.right[i]);
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  return text;
}

std::string markdown_cell(const Cell& cell) { return markdown_text(for_people(cell)); }

std::string markdown(const Table& table) {
  Layout layout = lay_out(table, markdown_cell);
  for (std::string& name : layout.cells.front()) name = markdown_cell(name);
  std::string text;
  for (std::size_t row = 0; row < layout.cells.size(); ++row) {
    for (const std::string& cell : layout.cells[row]) text += "| " + cell + " ";
    text += "|\n";
    if (row > 0) continue;
    for (const bool right : layout.right) text += right ? "| ---: " : "| --- ";
    text += "|\n";
  }
  return text;
}

}  // namespace

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

std::string render(const Table& table, Format format) {
  switch (format) {
    case Format::table:
      return aligned(table);
    case Format::csv:
      return csv(table);
    case Format::json:
      return json(table);
    case Format::markdown:
      return markdown(table);
  }
  return "";
}

}  // namespace tryall::reports
