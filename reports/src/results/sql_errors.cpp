#include "sql_errors.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include "tryall/experiment/suggest.hpp"

namespace tryall::reports {
namespace {

/// What SQLite said, with the nearest known name where it did not know one.
std::string explained(SQLite::Database& database, const std::string& message) {
  const std::size_t colon = message.find(": ");
  if (colon == std::string::npos) return message;
  std::string unknown = message.substr(colon + 2);
  unknown = unknown.substr(unknown.rfind('.') == std::string::npos ? 0 : unknown.rfind('.') + 1);
  if (message.starts_with("no such column"))
    return message +
           did_you_mean(unknown, texts(database,
                                       "SELECT DISTINCT name FROM (SELECT name FROM pragma_table_info("
                                       "'v_runs') UNION SELECT name FROM pragma_table_info('v_groups') "
                                       "UNION SELECT name FROM pragma_table_info('v_curves') UNION SELECT "
                                       "name FROM pragma_table_info('v_sweeps'))"));
  if (message.starts_with("no such table"))
    return message +
           did_you_mean(unknown,
                        texts(database, "SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name"));
  return message;
}

/// Whether SQLite complains of the file rather than of a statement.
bool is_trouble_of_file(int code) {
  switch (code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_CANTOPEN:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return true;
    default:
      return code < 0;
  }
}

}  // namespace

std::vector<std::string> texts(SQLite::Database& database, const std::string& sql) {
  std::vector<std::string> result;
  SQLite::Statement query(database, sql);
  while (query.executeStep()) result.push_back(query.getColumn(0).getString());
  return result;
}

void fail_at_limit(const std::string& what) {
  throw Error(ErrorCode::failed,
              fmt::format("{}: stopped at the time limit; set a longer one with --sql-timeout 10m, or none "
                          "with --sql-timeout 0",
                          what));
}

void refuse(SQLite::Database& database, const std::string& what, const SQLite::Exception& error) {
  if (error.getErrorCode() == SQLITE_INTERRUPT) fail_at_limit(what);
  if (what == the_store || is_trouble_of_file(error.getErrorCode())) throw;
  if ((error.getErrorCode() & 0xff) == SQLITE_READONLY)
    throw Error(ErrorCode::bad_input, fmt::format("{}: a query only reads; this statement writes", what));
  throw Error(ErrorCode::bad_input, fmt::format("{}: {}", what, explained(database, error.what())));
}

}  // namespace tryall::reports
