#include "csv_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "tryall/data/formats/content.hpp"
#include "tryall/error.hpp"
#include "tryall/utf8.hpp"

namespace tryall::data {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

bool is_break(char c) { return c == '\n' || c == '\r'; }

/// The most frequent of four in a line, outside its quotes.
char likely_delimiter(std::string_view line) {
  std::array<std::size_t, 256> counts{};
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    if (!quoted) ++counts[static_cast<unsigned char>(c)];
  }
  char best = ',';
  for (const char candidate : {'\t', ';', '|'})
    if (counts[static_cast<unsigned char>(candidate)] > counts[static_cast<unsigned char>(best)])
      best = candidate;
  return best;
}

}  // namespace

char delimiter_from(std::string_view word) {
  return word == "comma"       ? ','
         : word == "tab"       ? '\t'
         : word == "semicolon" ? ';'
         : word == "pipe"      ? '|'
         : word == "space"     ? ' '
                               : '\0';
}

CsvRows::Read read_from(std::span<const std::uint8_t> bytes) {
  return [bytes](std::span<std::uint8_t> room) mutable {
    const std::size_t count = std::min(room.size(), bytes.size());
    if (count > 0) std::memcpy(room.data(), bytes.data(), count);
    bytes = bytes.subspan(count);
    return count;
  };
}

std::string comment_hint(std::string_view beginning, std::size_t line) {
  if (!beginning.starts_with('#')) return "";
  return fmt::format("; line {} begins with '#', but no line is skipped as a comment: take it out", line);
}

void CsvRows::fail_unequal(std::size_t first_line, std::size_t first_cells) const {
  const std::string hint =
      begins_with_hash_ ? comment_hint("#", first_line) : comment_hint(cells_[0], row_line_);
  fail(
      row_line_,
      fmt::format("has {} cells where line {} has {}{}", cells_.size(), first_line, first_cells,
                  hint.empty() ? "; is a delimiter missing, too many, or another one than expected?" : hint));
}

CsvRows::CsvRows(Read read, char delimiter, std::string what, std::size_t piece, std::string_view expected)
    : read_(std::move(read)), what_(std::move(what)), piece_(piece) {
  const auto unread = [&] { return std::string_view(text_.data(), size_); };
  constexpr std::size_t telling = 4096;  // bytes from which other kinds of files are told
  while (size_ < telling && !(short_ && has_line()) && read_more()) continue;
  refuse_other_content(unread(), expected, what_);
  if (unread().starts_with(byte_order_mark)) at_ = byte_order_mark.size();
  const auto line_begin = [&] { return unread().find_first_not_of(" \t\r\n", at_); };
  const auto line_end = [&] { return unread().find_first_of("\r\n", std::min(line_begin(), size_)); };
  while (line_end() == std::string_view::npos && read_more()) continue;
  const std::size_t begin = std::min(line_begin(), size_);
  delimiter_ = delimiter == '\0' ? likely_delimiter(unread().substr(begin, line_end() - begin)) : delimiter;
  if (begin == at_) take_separator_line(begin, std::min(line_end(), size_), delimiter);
  for (const char c : {delimiter_, '\n', '\r', '"', '\0'}) stops_[static_cast<unsigned char>(c)] = true;
  if (delimiter_ == ' ') stops_[static_cast<unsigned char>('\t')] = true;
}

/// Passes a first line "sep=;".
void CsvRows::take_separator_line(std::size_t begin, std::size_t end, char given) {
  const std::string_view line = std::string_view(text_).substr(begin, end - begin);
  constexpr std::string_view word = "sep=";
  if (line.size() != word.size() + 1 || in_small_letters(line.substr(0, word.size())) != word ||
      std::string_view(",;\t| ").find(line.back()) == std::string_view::npos)
    return;
  if (given == '\0') delimiter_ = line.back();
  at_ = end;
  if (at_ < size_) pass_line_break();
}

void CsvRows::fail(std::size_t line, const std::string& message) const {
  throw Error(ErrorCode::bad_input, fmt::format("{}: line {}: {}", what_, line, message));
}

void CsvRows::refuse_quote() const {
  fail(line_, "a quote is out of place; a cell with a quote in it is written \"a \"\"quoted\"\" word\"");
}

void CsvRows::refuse_binary() const {
  throw Error(ErrorCode::bad_input,
              fmt::format("{}: is not a file of text in UTF-8; if it is UTF-16, save it as UTF-8", what_));
}

/// Moves what is left to the front and reads another piece behind it; more room for a row that fills it.
bool CsvRows::read_more() {
  if (whole_) return false;
  if (at_ > 0) {
    std::memmove(text_.data(), text_.data() + at_, size_ - at_);
    size_ -= at_;
    at_ = 0;
  }
  if (text_.size() < size_ + piece_) text_.resize(std::max(size_ + piece_, 2 * size_));
  auto* room = reinterpret_cast<std::uint8_t*>(text_.data() + size_);
  const std::size_t count = read_({room, text_.size() - size_});
  short_ = count < text_.size() - size_;
  size_ += count;
  whole_ = count == 0;
  return !whole_;
}

bool CsvRows::has_line() const { return at_ < size_ && std::memchr(text_.data() + at_, '\n', size_ - at_); }

/// At a line break: CR, LF or both.
void CsvRows::pass_line_break() {
  if (text_[at_] == '\r' && at_ + 1 == size_) read_more();
  at_ += text_[at_] == '\r' && at_ + 1 < size_ && text_[at_ + 1] == '\n' ? 2 : 1;
  ++line_;
}

void CsvRows::skip_blank_lines() {
  for (;;) {
    std::size_t here = at_;
    while (here < size_ && is_blank(text_[here])) ++here;
    if (here == size_) {
      if (read_more()) continue;
      at_ = size_;
      return;
    }
    if (!is_break(text_[here])) return;
    at_ = here;
    pass_line_break();
  }
}

bool CsvRows::next() {
  skip_blank_lines();
  if (at_ == size_) return false;
  row_line_ = line_;
  for (;;) {
    const std::size_t begin = at_;
    if (take_row()) {
      if (first_row_) begins_with_hash_ = cells_[0].starts_with('#');
      first_row_ = false;
      return true;
    }
    at_ = begin;  // not whole yet: read on, and take it anew
    line_ = row_line_;
    if (whole_) fail(row_line_, "a quote is opened and never closed");
    read_more();
  }
}

/// Takes the cells of a row and the line break behind it; false where the text read so far ends within it.
bool CsvRows::take_row() {
  cells_.clear();
  unescaped_.clear();
  while (delimiter_ == ' ' && at_ < size_ && is_blank(text_[at_])) ++at_;
  for (;;) {
    const Step step = take_cell();
    if (step == Step::out_of_text) return false;
    if (step == Step::row_end) return true;
  }
}

CsvRows::Step CsvRows::take_cell() {
  const char* at = text_.data() + at_;
  const char* const stop = end();
  while (at < stop && is_blank(*at)) ++at;
  if (at < stop && *at == '"') return take_quoted(at + 1);
  const char* const begin = at;
  while (at < stop && !stops_[static_cast<unsigned char>(*at)]) ++at;
  if (at == stop && !whole_) return Step::out_of_text;
  const char* last = at;
  while (last > begin && (last[-1] == ' ' || last[-1] == '\t')) --last;
  cells_.emplace_back(begin, static_cast<std::size_t>(last - begin));
  return after_cell(at);
}

/// The cell with each doubled quote as one.
std::string_view CsvRows::unescaped(std::string_view cell) {
  std::string& plain = unescaped_.emplace_back();
  for (std::size_t i = 0; i < cell.size(); ++i) {
    plain += cell[i];
    if (cell[i] == '"') ++i;
  }
  return plain;
}

/// At what follows an opening quote.
CsvRows::Step CsvRows::take_quoted(const char* at) {
  const char* const stop = end();
  const char* const begin = at;
  bool doubled = false;
  for (;; ++at) {
    if (at == stop) return Step::out_of_text;
    if (*at == '\n' || (*at == '\r' && !(at + 1 < stop && at[1] == '\n'))) ++line_;
    if (*at == '\0') refuse_binary();
    if (*at != '"') continue;
    if (at + 1 == stop && !whole_) return Step::out_of_text;
    if (at + 1 == stop || at[1] != '"') break;
    doubled = true;
    ++at;
  }
  const std::string_view inside(begin, static_cast<std::size_t>(at - begin));
  cells_.push_back(doubled ? unescaped(inside) : inside);
  ++at;
  while (at < stop && is_blank(*at) && !separates(*at)) ++at;
  if (at == stop && !whole_) return Step::out_of_text;
  if (at < stop && !is_break(*at) && !separates(*at)) refuse_quote();
  return after_cell(at);
}

/// At a delimiter, a line break, the end, or what does not belong there.
CsvRows::Step CsvRows::after_cell(const char* at) {
  if (delimiter_ == ' ') {
    const char* const cell_end = at;
    while (at < end() && is_blank(*at)) ++at;
    if (at == end() && !whole_) return Step::out_of_text;
    at_ = static_cast<std::size_t>(at - text_.data());
    if (at > cell_end && at < end() && !is_break(*at)) return Step::more;
  }
  at_ = static_cast<std::size_t>(at - text_.data());
  if (at == end()) return Step::row_end;
  if (*at == delimiter_) {
    ++at_;
    return Step::more;
  }
  if (*at == '"') refuse_quote();
  if (*at == '\0') refuse_binary();
  if (*at == '\r' && at + 1 == end() && !whole_) return Step::out_of_text;
  at_ += *at == '\r' && at + 1 < end() && at[1] == '\n' ? 2 : 1;
  ++line_;
  return Step::row_end;
}

}  // namespace tryall::data
