#include "store/file/open_database.hpp"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include "tryall/sweeps/store/connection.hpp"

namespace tryall::sweeps {
namespace {

void configure(SQLite::Database& database, int option, int value) {
  const int code = sqlite3_db_config(database.getHandle(), option, value, nullptr);
  if (code != SQLITE_OK) throw SQLite::Exception(database.getHandle(), code);
}

/// Whether SQLite counts its JSON functions, of which our own views and checks are made, among those that a
/// schema may call that is not trusted. 3.40 does not.
bool has_harmless_json() {
  static const bool harmless = [] {
    SQLite::Database probe(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    configure(probe, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
    return probe.tryExec(
               "CREATE TABLE t(x CHECK(json_valid(x))); INSERT INTO t VALUES('{}');"
               "CREATE VIEW v AS SELECT json_extract(x, '$.a'), e.key FROM t, json_each(t.x) e;"
               "SELECT * FROM v") == SQLITE_OK;
  }();
  return harmless;
}

}  // namespace

std::unique_ptr<SQLite::Database> open_database(const std::string& name, int flags,
                                                int patience_milliseconds) {
  auto database = std::make_unique<SQLite::Database>(name, flags, patience_milliseconds);
  configure(*database, SQLITE_DBCONFIG_DEFENSIVE, 1);
  if (has_harmless_json()) configure(*database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
  configure(*database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0);
  return database;
}

std::filesystem::path file_of(SQLite::Database& database) {
  const char* name = sqlite3_db_filename(database.getHandle(), "main");
  return name == nullptr ? "" : name;
}

}  // namespace tryall::sweeps
