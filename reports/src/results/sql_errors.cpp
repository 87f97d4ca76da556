#include "sql_errors.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include <algorithm>

#include "tryall/experiment/suggest.hpp"

namespace tryall::reports {
namespace {

/// Whether the condition compares something to the word, which is then likely meant as a text.
bool is_compared_to(const std::string& condition, const std::string& word) {
  const std::size_t place = condition.rfind(word);
  if (place == std::string::npos || place == 0) return false;
  const std::size_t before = condition.find_last_not_of(' ', place - 1);
  return before != std::string::npos && std::string("=<>").find(condition[before]) != std::string::npos;
}

/// Where a column of the name is, or the nearest names of the views.
std::string column_hint(SQLite::Database& database, const std::string& unknown) {
  std::vector<std::string> names, places;
  SQLite::Statement query(database,
                          "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
                          "WHERE m.type = 'view' ORDER BY m.name");
  while (query.executeStep()) {
    names.push_back(query.getColumn(1).getString());
    if (names.back() == unknown) places.push_back(query.getColumn(0).getString());
  }
  if (!places.empty()) return fmt::format(" here; it is a column of {}", fmt::join(places, ", "));
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return did_you_mean(unknown, names);
}

/// What SQLite said, with the nearest known name where it did not know one.
std::string explained(SQLite::Database& database, const std::string& what, const std::string& message) {
  const std::size_t colon = message.find(": ");
  if (colon == std::string::npos) return message;
  std::string unknown = message.substr(colon + 2);
  unknown = unknown.substr(unknown.rfind('.') == std::string::npos ? 0 : unknown.rfind('.') + 1);
  if (message.starts_with("no such column") && is_compared_to(what, unknown))
    return message + fmt::format("; a text needs single quotes: '{}'", unknown);
  if (message.starts_with("no such column")) return message + column_hint(database, unknown);
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
  throw Error(ErrorCode::bad_input, fmt::format("{}: {}", what, explained(database, what, error.what())));
}

}  // namespace tryall::reports
