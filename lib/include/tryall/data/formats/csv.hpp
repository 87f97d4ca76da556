#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tryall::data {

/// The cells of a table of text (RFC 4180, with any delimiter), held in memory. Unquoted cells lose the
/// blanks around them; a quoted one may hold delimiters, line breaks and doubled quotes. Blank lines are
/// skipped.
class CsvTable {
 public:
  /// Parses `bytes` (UTF-8, with or without a byte order mark; lines end in LF or CRLF). `delimiter` 0 stands
  /// for the one of comma, tab, semicolon and pipe that is the most frequent in the first line; comma if
  /// there is none. `what` names the source in messages. Throws Error, with the line, for rows of unequal
  /// length and for quotes that are out of place or never closed.
  CsvTable(std::span<const std::uint8_t> bytes, char delimiter, const std::string& what);

  const std::string& what() const { return what_; }
  std::size_t rows() const { return lines_.size(); }
  std::size_t columns() const { return columns_; }
  std::string_view cell(std::size_t row, std::size_t column) const;
  /// The line in the file on which a row begins, counted from 1.
  std::size_t line(std::size_t row) const { return lines_[row]; }

 private:
  std::string what_;
  std::string text_;               ///< All cells, one after the other.
  std::vector<std::size_t> ends_;  ///< Where in the text each parsed cell ends.
  std::vector<std::size_t> rows_;  ///< The first of a row's cells.
  std::vector<std::size_t> lines_;
  std::size_t columns_ = 0;
};

/// Whether a cell stands for no value: empty, NA, NaN, ? or null, in capitals or not.
bool is_missing(std::string_view cell);

/// The number that a cell spells, with or without a sign; infinite where a double cannot hold it; nothing for
/// text and missing cells.
std::optional<double> number_in(std::string_view cell);

}  // namespace tryall::data
