#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "tryall/experiment/run_result.hpp"
#include "tryall/reports/tables/table.hpp"

namespace tryall::reports {

/// Reads a row's columns one after the other, in the order of the SELECT.
class Row {
 public:
  explicit Row(SQLite::Statement& row) : row_(row) {}

  std::string text() { return next().getString(); }
  std::int64_t integer() { return next().getInt64(); }
  std::size_t count() { return static_cast<std::size_t>(integer()); }
  bool flag() { return next().getInt() != 0; }
  Outcome outcome() { return outcome_from(next().getText()).value_or(Outcome::failed); }
  /// NaN where there is none.
  double number() {
    const SQLite::Column value = next();
    return value.isNull() ? std::nan("") : value.getDouble();
  }
  /// The value with the type SQLite gives it.
  Cell cell() {
    const SQLite::Column value = next();
    if (value.isNull()) return {};
    if (value.isInteger()) return value.getInt64();
    if (value.isFloat()) return value.getDouble();
    return value.getString();
  }
  /// The cells that are left.
  std::vector<Cell> cells() {
    std::vector<Cell> row;
    while (place_ < row_.getColumnCount()) row.push_back(cell());
    return row;
  }

 private:
  SQLite::Column next() { return row_.getColumn(place_++); }

  SQLite::Statement& row_;
  int place_ = 0;
};

}  // namespace tryall::reports
