// Not installed.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <memory>
#include <string>

namespace tryall::sweeps {

/// A SELECT over millions of rows, whose columns are read by SQLite's own functions: a SQLite::Column each
/// would cost more than the reading.
class RawStatement {
 public:
  /// Throws SQLite::Exception.
  RawStatement(SQLite::Database& database, const std::string& sql) : database_(database.getHandle()) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr), SQLITE_OK);
    statement_.reset(statement);
  }

  /// Whether there is another row. Throws SQLite::Exception.
  bool step() {
    const int code = sqlite3_step(statement_.get());
    if (code != SQLITE_DONE) check(code, SQLITE_ROW);
    return code == SQLITE_ROW;
  }

  sqlite3_stmt* row() const { return statement_.get(); }

 private:
  void check(int code, int expected) const {
    if (code != expected) throw SQLite::Exception(database_, code);
  }

  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  sqlite3* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

}  // namespace tryall::sweeps
