#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace tryall::reports {

/// A value of a table; the first alternative is "no value".
using Cell = std::variant<std::monostate, std::int64_t, double, std::string>;

/// A count as a value.
inline Cell count_cell(std::size_t count) { return static_cast<std::int64_t>(count); }

inline bool is_number(const Cell& cell) {
  return std::holds_alternative<std::int64_t>(cell) || std::holds_alternative<double>(cell);
}

/// Rows under named columns.
struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<Cell>> rows;
};

/// How rows are printed. Tables and Markdown are for people, CSV (RFC 4180) and JSON (a list of objects) for
/// programs: there numbers are exact.
enum class Format { table, csv, json, markdown };

/// Whether the format is one that people read.
inline bool is_for_people(Format format) { return format == Format::table || format == Format::markdown; }

/// "table", "csv", "json" or "md". Throws Error.
Format format_from(const std::string& text);

/// The table as text, ending in a line end. Numbers are aligned to the right in tables for people. A table
/// that is wider than `width` characters is narrowed where it can be: names of columns take several lines,
/// numbers the fewest digits (three or more) that keep a column's values apart, long texts several lines. 0:
/// no limit; other formats have none.
std::string render(const Table& table, Format format, std::size_t width = 0);

/// Text that Markdown and HTML leave as it is, in one line.
std::string markdown_text(const std::string& text);

/// A number for people: six significant digits.
std::string short_number(double value);

/// A time for people: "0.38 s", "43.2 s", "1 min 40 s", "2 h 5 min", "3 d 4 h".
std::string duration_text(double seconds);

}  // namespace tryall::reports
