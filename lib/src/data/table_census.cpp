#include "tryall/data/table_census.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>

namespace tryall::data {
namespace {

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

const char* to_text(ColumnKind kind) {
  switch (kind) {
    case ColumnKind::number:
      return "number";
    case ColumnKind::boolean:
      return "boolean";
    case ColumnKind::date:
      return "date";
    case ColumnKind::category:
      return "category";
    case ColumnKind::constant:
      return "constant";
    case ColumnKind::row_index:
      return "row index";
    case ColumnKind::identifier:
      return "identifier";
    case ColumnKind::empty:
      return "empty";
    case ColumnKind::unread:
      break;
  }
  return "unread";
}

const char* to_text(ColumnUse use) {
  return use == ColumnUse::feature ? "feature" : use == ColumnUse::target ? "target" : "left out";
}

std::string fate(const ColumnCensus& column) {
  if (column.use == ColumnUse::target)
    return column.words.empty() ? fmt::format("the target: numbers from {} to {}", column.low, column.high)
                                : fmt::format("the target: {} classes", column.words.size());
  if (column.use == ColumnUse::left_out)
    return column.reason.empty() ? "left out" : "left out: " + column.reason;
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
