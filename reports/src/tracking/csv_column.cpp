#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "tryall/error.hpp"
#include "tryall/suggest.hpp"
#include "tryall/tracking/history.hpp"

namespace tryall::tracking {
namespace {

/// The rows of a CSV text (RFC 4180); empty lines are left out.
class CsvRows {
 public:
  explicit CsvRows(const std::string& text) : text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) place_ = 3;
  }

  bool next(std::vector<std::string>& fields) {
    while (place_ < text_.size()) {
      fields.clear();
      first_line_ = line_;
      read_row(fields);
      if (fields.size() > 1 || !fields.front().empty()) return true;
    }
    return false;
  }
  /// Where the row begins, from 1.
  std::size_t line() const { return first_line_; }

 private:
  void read_row(std::vector<std::string>& fields) {
    fields.emplace_back();
    bool quoted = false;
    while (place_ < text_.size()) {
      const char c = text_[place_++];
      if (c == '\n') ++line_;
      if (quoted) {
        if (c != '"')
          fields.back() += c;
        else if (place_ < text_.size() && text_[place_] == '"')
          fields.back() += text_[place_++];
        else
          quoted = false;
      } else if (c == '"') {
        quoted = true;
      } else if (c == ',') {
        fields.emplace_back();
      } else if (c == '\n') {
        return;
      } else if (c != '\r') {
        fields.back() += c;
      }
    }
  }

  const std::string& text_;
  std::size_t place_ = 0, line_ = 1, first_line_ = 1;
};

double number_from(const std::string& field, const std::string& where) {
  const std::size_t begin = field.find_first_not_of(" \t"), end = field.find_last_not_of(" \t");
  double value = 0;
  if (begin != std::string::npos) {
    const char* first = field.data() + begin + (field[begin] == '+' ? 1 : 0);
    const char* last = field.data() + end + 1;
    const auto [stop, error] = std::from_chars(first, last, value);
    if (error == std::errc{} && stop == last && std::isfinite(value)) return value;
  }
  throw Error(ErrorCode::bad_input, fmt::format("{}: expected a number, not '{}'", where, field));
}

}  // namespace

std::vector<double> csv_column(const std::string& text, const std::string& column,
                               const std::string& origin) {
  CsvRows rows(text);
  std::vector<std::string> header, row;
  if (!rows.next(header)) throw Error(ErrorCode::bad_input, fmt::format("{}: is empty", origin));
  const auto place =
      static_cast<std::size_t>(std::find(header.begin(), header.end(), column) - header.begin());
  if (place == header.size())
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: no column '{}'{}", origin, column, did_you_mean(column, header)));
  std::vector<double> values;
  while (rows.next(row)) {
    const std::string where = fmt::format("{}:{}: column '{}'", origin, rows.line(), column);
    if (place >= row.size()) throw Error(ErrorCode::bad_input, where + " is missing");
    values.push_back(number_from(row[place], where));
  }
  return values;
}

}  // namespace tryall::tracking
