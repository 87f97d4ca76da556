#include "tryall/data/table_census.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

#include "tryall/error.hpp"

namespace tryall::data {
namespace {

// In the order of the enumerations.
constexpr std::array kind_texts = {"number",    "boolean",    "date",  "category", "constant",
                                   "row index", "identifier", "empty", "unread"};
constexpr std::array use_texts = {"feature", "target", "left out", "group", "time", "weight"};

template <class Texts>
std::size_t place_of(const std::string& text, const Texts& texts) {
  const auto found = std::ranges::find(texts, text);
  if (found == texts.end())
    throw Error(ErrorCode::bad_input, fmt::format("'{}' is nothing that is said of a column", text));
  return static_cast<std::size_t>(found - texts.begin());
}

std::string fate_of_feature(const ColumnCensus& column) {
  switch (column.kind) {
    case ColumnKind::number:
      return fmt::format("numbers from {} to {}", column.low, column.high);
    case ColumnKind::boolean:
      return fmt::format("boolean: {} is 0, {} is 1", column.words.front(), column.words.back());
    case ColumnKind::date:
      return fmt::format("dates from {} to {}, as days", date_text(column.low), date_text(column.high));
    case ColumnKind::category:
    case ColumnKind::identifier:
      if (!column.words.empty())
        return fmt::format("text with {} categories, each a 0/1 feature", column.words.size());
      return fmt::format("an identifier: numbers from {} to {}", column.low, column.high);
    case ColumnKind::constant:
      return "constant: " + (column.words.empty() ? fmt::format("{}", column.low) : column.words.front());
    case ColumnKind::row_index:
      return fmt::format("an index: the numbers {} to {}, one by one", column.low, column.high);
    case ColumnKind::empty:
      return "without a value";
    case ColumnKind::unread:
      break;
  }
  return "not read";
}

}  // namespace

const char* to_text(ColumnKind kind) { return kind_texts[static_cast<std::size_t>(kind)]; }
ColumnKind column_kind_from(const std::string& text) {
  return static_cast<ColumnKind>(place_of(text, kind_texts));
}

const char* to_text(ColumnUse use) { return use_texts[static_cast<std::size_t>(use)]; }
ColumnUse column_use_from(const std::string& text) {
  return static_cast<ColumnUse>(place_of(text, use_texts));
}

std::string fate(const ColumnCensus& column) {
  switch (column.use) {
    case ColumnUse::target:
      return column.words.empty() ? fmt::format("the target: numbers from {} to {}", column.low, column.high)
                                  : fmt::format("the target: {} classes", column.words.size());
    case ColumnUse::left_out:
      return column.reason.empty() ? "left out" : "left out: " + column.reason;
    case ColumnUse::group:
      return fmt::format("the groups: {}, none of which a split divides", column.groups);
    case ColumnUse::time:
      return column.kind == ColumnKind::date
                 ? fmt::format("the time: dates from {} to {}", date_text(column.low), date_text(column.high))
                 : fmt::format("the time: numbers from {} to {}", column.low, column.high);
    case ColumnUse::weight:
      return fmt::format("the weight of a row in training: from {} to {}", column.low, column.high);
    case ColumnUse::feature:
      break;
  }
  const std::string same = column.same_as.empty() ? "" : fmt::format("; the same as '{}'", column.same_as);
  return fate_of_feature(column) + same;
}

std::string fate_of_missing(const TableCensus& table, const ColumnCensus& column) {
  if (column.missing == 0 || column.use != ColumnUse::feature) return "";
  const bool words = column.kind == ColumnKind::category || column.kind == ColumnKind::identifier ||
                     (column.kind == ColumnKind::constant && !column.words.empty());
  if (words) return "in no category";
  return fmt::format("filled with the {} of the training rows",
                     table.imputation == Imputation::median ? "median" : "mean");
}

std::string date_text(double days) {
  const std::chrono::sys_days day{std::chrono::days(static_cast<int>(std::floor(days)))};
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

}  // namespace tryall::data
