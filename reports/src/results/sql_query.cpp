#include <fmt/format.h>
#include <sqlite3.h>

#include <string_view>

#include "connection.hpp"
#include "row.hpp"
#include "sql_errors.hpp"
#include "tryall/reports/results/store_reader.hpp"

namespace tryall::reports {
namespace {

/// Refuses what a database that is open for reading would not: VACUUM INTO another file, for one. Text that
/// SQLite does not understand passes.
void check_reads(SQLite::Database& database, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  const char* rest = nullptr;
  if (sqlite3_prepare_v2(database.getHandle(), sql.c_str(), -1, &statement, &rest) != SQLITE_OK) return;
  const bool empty = statement == nullptr, reads = empty || sqlite3_stmt_readonly(statement) != 0,
             answers = empty || sqlite3_column_count(statement) > 0;
  sqlite3_finalize(statement);
  if (empty) throw Error(ErrorCode::bad_input, "--sql: there is no statement in it");
  if (std::string_view(rest).find_first_not_of(" \t\r\n;") != std::string_view::npos)
    throw Error(ErrorCode::bad_input, fmt::format("--sql: one statement at a time; what is \"{}\"?", rest));
  if (reads && !answers)
    throw Error(
        ErrorCode::bad_input,
        "--sql: this statement gives no rows; write a SELECT. Other stores are not attached: bring them "
        "into one with tryall merge");
  if (!reads) throw Error(ErrorCode::bad_input, "--sql: a query only reads; this statement writes");
}

}  // namespace

Table StoreReader::sql(const std::string& text) const try {
  SQLite::Database& database = *connection_->database;
  check_reads(database, text);
  return guarded(database, "--sql", [&] {
    SQLite::Statement query(database, text);
    Table table;
    for (int i = 0; i < query.getColumnCount(); ++i) table.columns.emplace_back(query.getColumnName(i));
    while (query.executeStep()) table.rows.push_back(Row(query).cells());
    return table;
  });
} catch (...) {
  fail_answer(*connection_);
}

}  // namespace tryall::reports
