#include "store/file/open_database.hpp"

#include <SQLiteCpp/Exception.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "tryall/error.hpp"
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

/// A name as SQLite takes for that of a file, whatever it begins with: ":memory:" and "file:" mean other
/// things to it.
std::string file_name(const std::string& name) { return name.starts_with('/') ? name : "./" + name; }

}  // namespace

void check_is_file(const std::filesystem::path& file) {
  std::error_code ignored;
  if (std::filesystem::exists(file, ignored) && !std::filesystem::is_regular_file(file, ignored) &&
      !std::filesystem::is_directory(file, ignored))
    throw Error(ErrorCode::bad_input, fmt::format("{}: is no regular file, so no store", file.string()));
}

std::unique_ptr<SQLite::Database> open_database(const std::string& name, int flags,
                                                int patience_milliseconds) {
  const bool is_file = !name.empty() && (flags & SQLite::OPEN_URI) == 0;
  if (is_file) check_is_file(name);
  auto database =
      std::make_unique<SQLite::Database>(is_file ? file_name(name) : name, flags, patience_milliseconds);
  configure(*database, SQLITE_DBCONFIG_DEFENSIVE, 1);
  configure(*database, SQLITE_DBCONFIG_DQS_DML, 0);  // "lr" that is no column is an error and not a text
  if (has_harmless_json()) configure(*database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
  configure(*database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0);
  return database;
}

std::filesystem::path file_of(SQLite::Database& database) {
  const char* name = sqlite3_db_filename(database.getHandle(), "main");
  return name == nullptr ? "" : name;
}

}  // namespace tryall::sweeps
