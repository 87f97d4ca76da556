#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tryall::data {

/// Reads text in pieces and gives the rows of the table that it spells (RFC 4180, with any delimiter), one
/// after the other. Unquoted cells lose the blanks around them; a quoted one may hold delimiters, line breaks
/// and doubled quotes. Blank lines are skipped. What is held at a time is a piece, and a row at least.
class CsvRows {
 public:
  /// Fills the bytes it is handed, from the front, and returns how many these were, 0 at the end.
  using Read = std::function<std::size_t(std::span<std::uint8_t>)>;

  /// `delimiter` 0 stands for the one of comma, tab, semicolon and pipe that is the most frequent in the
  /// first line; comma if there is none. A blank stands for any number of blanks and tabs, which lines may
  /// also begin and end with. A first line "sep=;", as Excel has it, is no row, and names the delimiter that
  /// 0 stands for. `what` names the source in messages. `piece`: bytes read at a time. `expected` is as
  /// refuse_other_content has it. Throws Error for what begins as no text does.
  CsvRows(Read read, char delimiter, std::string what, std::size_t piece = std::size_t{1} << 20,
          std::string_view expected = "");

  /// Goes on to the next row; false at the end. Throws Error, with the line, for quotes that are out of place
  /// or never closed and for bytes that no text has.
  bool next();
  /// The cells of the row, until the next call.
  const std::vector<std::string_view>& cells() const { return cells_; }
  /// Whether a further line was read already: `next` will hardly wait for one.
  bool has_line() const;
  /// The line on which the row begins, counted from 1.
  std::size_t line() const { return row_line_; }

  /// The one that is used.
  char delimiter() const { return delimiter_; }

  [[noreturn]] void fail(std::size_t line, const std::string& message) const;
  /// Says that the row has another number of cells than the first.
  [[noreturn]] void fail_unequal(std::size_t first_line, std::size_t first_cells) const;

 private:
  enum class Step { more, row_end, out_of_text };

  void take_separator_line(std::size_t begin, std::size_t end, char given);
  bool separates(char c) const { return c == delimiter_ || (c == '\t' && delimiter_ == ' '); }
  /// Whether it stands around cells.
  bool is_blank(char c) const { return (c == ' ' || c == '\t') && (delimiter_ == ' ' || c != delimiter_); }

  const char* end() const { return text_.data() + size_; }
  bool read_more();
  void skip_blank_lines();
  void pass_line_break();
  bool take_row();
  Step take_cell();
  Step take_quoted(const char* at);
  Step after_cell(const char* at);
  std::string_view unescaped(std::string_view cell);
  [[noreturn]] void refuse_quote() const;
  [[noreturn]] void refuse_binary() const;

  Read read_;
  std::string what_;
  std::size_t piece_;
  std::string text_;               ///< What was read and not yet given, from `at_` to `size_`.
  std::size_t at_ = 0, size_ = 0;  ///< `at_` is where the next cell begins.
  bool whole_ = false;             ///< Nothing is left to read.
  bool short_ = false;             ///< The last read gave less than there was room for, as pipes do.
  char delimiter_ = ',';
  std::array<bool, 256> stops_ = {};  ///< Bytes that end an unquoted cell or do not belong into one.
  std::size_t line_ = 1, row_line_ = 0;
  bool first_row_ = true;
  bool begins_with_hash_ = false;  ///< The first row does.
  std::vector<std::string_view> cells_;
  std::deque<std::string> unescaped_;  ///< Cells in which quotes were doubled.
};

/// Of the setting `delimiter`; 0 where it is to be found.
char delimiter_from(std::string_view word);

/// Gives bytes that are in memory.
CsvRows::Read read_from(std::span<const std::uint8_t> bytes);

/// Behind a complaint: that a line which begins so looks like a comment; empty where it does not.
std::string comment_hint(std::string_view beginning, std::size_t line);

}  // namespace tryall::data
