#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include "tryall/reports/tables/table.hpp"

namespace tryall::reports {

/// The value with the type SQLite gives it.
inline Cell cell_of(const SQLite::Column& column) {
  if (column.isNull()) return {};
  if (column.isInteger()) return column.getInt64();
  if (column.isFloat()) return column.getDouble();
  return column.getString();
}

/// The row at which the query stands.
inline std::vector<Cell> row_of(SQLite::Statement& query) {
  std::vector<Cell> row;
  for (int i = 0; i < query.getColumnCount(); ++i) row.push_back(cell_of(query.getColumn(i)));
  return row;
}

}  // namespace tryall::reports
