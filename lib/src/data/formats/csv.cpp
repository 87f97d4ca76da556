#include "tryall/data/formats/csv.hpp"

#include <csv.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tryall/data/formats/content.hpp"
#include "tryall/error.hpp"

namespace tryall::data {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

/// The text up to and with its first line break (LF, or CR alone).
std::string_view first_line(std::string_view text) {
  const std::size_t end = text.find_first_of("\r\n");
  if (end == std::string_view::npos) return text;
  const bool both = text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n';
  return text.substr(0, end + (both ? 2 : 1));
}

/// Whether libcsv sees no row in the line.
bool is_blank(std::string_view line, char delimiter) {
  return std::all_of(line.begin(), line.end(), [&](char c) {
    return c != delimiter && (c == ' ' || c == '\t' || c == '\r' || c == '\n');
  });
}

char likely_delimiter(std::string_view text) {
  std::string_view line = first_line(text);
  while (!line.empty() && is_blank(line, '\0')) {
    text.remove_prefix(line.size());
    line = first_line(text);
  }
  char best = ',';
  std::array<std::size_t, 256> counts{};
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    if (!quoted) ++counts[static_cast<unsigned char>(c)];
  }
  for (const char candidate : {'\t', ';'})
    if (counts[static_cast<unsigned char>(candidate)] > counts[static_cast<unsigned char>(best)])
      best = candidate;
  return best;
}

}  // namespace

/// Feeds libcsv line by line, so that its callbacks know where they are.
struct CsvTable::Reader {
  CsvTable& table;
  csv_parser parser = {};
  std::size_t line = 0, row_line = 0, row_cells = 0;
  bool in_row = false;  ///< A quoted cell goes on in the next line.
  bool row_ended = false;

  Reader(CsvTable& target, char delimiter) : table(target) {
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) throw std::bad_alloc();
    csv_set_delim(&parser, static_cast<unsigned char>(delimiter));
  }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() { csv_free(&parser); }

  [[noreturn]] void fail(std::size_t where, const std::string& message) const {
    throw Error(ErrorCode::bad_input, fmt::format("{}: line {}: {}", table.what_, where, message));
  }

  static void on_cell(void* cell, std::size_t size, void* self) {
    Reader& reader = *static_cast<Reader*>(self);
    reader.table.text_.append(static_cast<const char*>(cell), size);
    reader.table.ends_.push_back(reader.table.text_.size());
    ++reader.row_cells;
  }

  static void on_row(int, void* self) {
    Reader& reader = *static_cast<Reader*>(self);
    reader.table.rows_.push_back(reader.table.ends_.size() - reader.row_cells);
    reader.table.lines_.push_back(reader.row_line);
    reader.row_ended = true;
  }

  /// Outside libcsv's callbacks, so that nothing is thrown through C.
  void finish_row() {
    if (!row_ended) return;
    if (table.lines_.size() == 1) table.columns_ = row_cells;
    if (row_cells != table.columns_)
      fail(row_line,
           fmt::format("has {} cells where line {} has {}; is a delimiter missing, too many, or another "
                       "one than expected?",
                       row_cells, table.lines_.front(), table.columns_));
    row_cells = 0;
    row_ended = in_row = false;
  }

  void read(std::string_view text) {
    while (!text.empty()) {
      const std::string_view piece = first_line(text);
      text.remove_prefix(piece.size());
      ++line;
      if (!in_row) {
        if (is_blank(piece, static_cast<char>(csv_get_delim(&parser)))) continue;
        row_line = line;
        in_row = true;
      }
      if (csv_parse(&parser, piece.data(), piece.size(), on_cell, on_row, this) != piece.size())
        fail(line, "a quote is out of place; a cell with a quote in it is written \"a \"\"quoted\"\" word\"");
      finish_row();
    }
    if (csv_fini(&parser, on_cell, on_row, this) != 0) fail(row_line, "a quote is opened and never closed");
    finish_row();
  }
};

CsvTable::CsvTable(std::span<const std::uint8_t> bytes, char delimiter, const std::string& what)
    : what_(what) {
  std::string_view text = as_text(bytes);
  refuse_other_content(text, "", what);
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  if (text.find('\0') != std::string_view::npos)
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: is not a file of text in UTF-8; if it is UTF-16, save it as UTF-8", what));
  Reader(*this, delimiter == '\0' ? likely_delimiter(text) : delimiter).read(text);
}

std::string_view CsvTable::cell(std::size_t row, std::size_t column) const {
  const std::size_t index = rows_[row] + column;
  const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(text_).substr(begin, ends_[index] - begin);
}

void CsvTable::keep_rows(const std::vector<bool>& kept) {
  std::size_t count = 0;
  for (std::size_t row = 0; row < rows(); ++row) {
    if (!kept[row]) continue;
    rows_[count] = rows_[row];
    lines_[count++] = lines_[row];
  }
  rows_.resize(count);
  lines_.resize(count);
}

}  // namespace tryall::data
