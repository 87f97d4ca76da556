#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "store/file/open_database.hpp"
#include "store/file/wal.hpp"
#include "store/schema/compare_schema.hpp"
#include "store/schema/schema.hpp"
#include "tryall/error.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"
#include "tryall/sweeps/store/store_error.hpp"

namespace tryall::sweeps {
namespace {

constexpr int patience_milliseconds = 10'000;

/// A file name inside SQLite's "file:" form.
std::string uri(const std::filesystem::path& file) {
  std::string result = "file:";
  const std::string path = std::filesystem::absolute(file).string();
  for (const char c : path.substr(path.find_first_not_of('/') - 1)) {  // "file://name" would name a host
    if (c == '?' || c == '#' || c == '%')
      result += fmt::format("%{:02x}", static_cast<unsigned char>(c));
    else
      result += c;
  }
  return result;
}

/// For one thread at a time: without locks, which cost a tenth of reading a million runs.
std::unique_ptr<SQLite::Database> open_uri(const std::filesystem::path& file, const char* options) {
  auto database =
      open_database(uri(file) + options, SQLite::OPEN_READONLY | SQLite::OPEN_URI | SQLite::OPEN_NOMUTEX,
                    patience_milliseconds);
  database->execAndGet("SELECT count(*) FROM sqlite_master");  // the file is looked at only now
  return database;
}

/// Takes back what a program had written that was killed inside a transaction.
void roll_back(const std::filesystem::path& file) {
  const auto database = open_database(file.string(), SQLite::OPEN_READWRITE, patience_milliseconds);
  database->execAndGet("SELECT count(*) FROM sqlite_master");
}

/// In a folder that cannot be written SQLite cannot put its log beside the store; with no log there the file
/// holds everything and can be read as it is.
std::unique_ptr<SQLite::Database> open_readable(const std::filesystem::path& file) {
  const auto is_there = [&](const char* ending) { return std::filesystem::exists(file.string() + ending); };
  try {
    return open_uri(file, "?mode=ro");
  } catch (const SQLite::Exception& error) {
    const int code = error.getErrorCode();
    if ((code != SQLITE_CANTOPEN && code != SQLITE_READONLY) || is_there("-wal")) throw;
    if (!is_there("-journal")) return open_uri(file, "?mode=ro&immutable=1");
  }
  roll_back(file);
  return open_uri(file, "?mode=ro");
}

void check_is_store(const std::filesystem::path& file, SQLite::Database& database) {
  const int version = database.execAndGet("PRAGMA user_version").getInt();
  if (database.execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0)
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: is empty: nothing was ever stored in it", file.string()));
  if (database.execAndGet("PRAGMA application_id").getInt() != application_id)
    throw StoreError(ErrorCode::bad_input,
                     fmt::format("{}: is a SQLite database, but not a store of tryall", file.string()),
                     StoreRemedy::another_store, file);
  if (version > schema_version)
    throw StoreError(
        ErrorCode::bad_input,
        fmt::format("{}: was written by a newer tryall (store version {}, this program knows up to {}); use "
                    "that one",
                    file.string(), version, schema_version),
        StoreRemedy::another_store, file);
  if (version < 1)
    fail_damaged(file, fmt::format("its store version is {}, which no tryall writes", version));
}

/// A store of an older version is migrated in place; nothing that is in it changes.
void bring_up_to_date(const std::filesystem::path& file) {
  int version = 0;
  try {
    auto database = open_database(file.string(), SQLite::OPEN_READWRITE, patience_milliseconds);
    version = database->execAndGet("PRAGMA user_version").getInt();
    prepare_schema(file, *database);
    close_without_wal(database, file);
  } catch (const SQLite::Exception& error) {
    constexpr int primary_bits = 0xff;
    const int code = error.getErrorCode() & primary_bits;
    if (code == SQLITE_ERROR || code == SQLITE_CONSTRAINT)
      fail_damaged(
          file, fmt::format("its tables are not those of its store version, {} ({})", version, error.what()));
    if (code == SQLITE_FULL || code == SQLITE_IOERR || code == SQLITE_CORRUPT)
      fail_store(file, error.getErrorCode(), error.what());
    throw Error(ErrorCode::failed, fmt::format("{}: was written by an older tryall and must be upgraded, but "
                                               "cannot be written ({}); copy it to where it can be",
                                               file.string(), error.what()));
  }
}

}  // namespace

bool is_empty_database(const std::filesystem::path& file) {
  check_is_file(file);
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  if (error) return !std::filesystem::exists(file, error);
  if (size == 0) return true;
  try {
    return open_readable(file)->execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0;
  } catch (const SQLite::Exception&) {
    return false;
  }
}

namespace {

/// The store's file itself, of whatever version this program knows.
std::unique_ptr<SQLite::Database> open_any_version(const std::filesystem::path& file) {
  std::error_code hidden, ignored;
  const bool is_there = std::filesystem::exists(file, hidden);
  if (hidden || (is_there && access(file.c_str(), R_OK) != 0))
    throw Error(ErrorCode::bad_input, fmt::format("{}: cannot be read: {}", file.string(),
                                                  std::strerror(hidden ? hidden.value() : errno)));
  if (!is_there)
    throw StoreError(ErrorCode::bad_input, fmt::format("{}: no such store", file.string()),
                     StoreRemedy::make_one, file);
  if (std::filesystem::is_directory(file, ignored))
    throw Error(ErrorCode::bad_input, fmt::format("{}: is a folder, not a store", file.string()));
  check_is_file(file);
  auto database = open_readable(file);
  check_is_store(file, *database);
  return database;
}

bool is_up_to_date(SQLite::Database& database) {
  return database.execAndGet("PRAGMA user_version").getInt() == schema_version;
}

std::unique_ptr<SQLite::Database> checked(const std::filesystem::path& file,
                                          std::unique_ptr<SQLite::Database> database) {
  check_schema(file, *database);
  correct_views(*database);
  return database;
}

}  // namespace

std::unique_ptr<SQLite::Database> open_for_reading(const std::filesystem::path& file) {
  try {
    auto database = open_any_version(file);
    if (is_up_to_date(*database)) return checked(file, std::move(database));
    database.reset();
    bring_up_to_date(file);
    return checked(file, open_readable(file));
  } catch (...) {
    fail_with(file, std::current_exception());
  }
}

std::unique_ptr<SQLite::Database> open_unchanged(const std::filesystem::path& file) {
  try {
    auto database = open_any_version(file);
    if (is_up_to_date(*database)) return checked(file, std::move(database));
    auto copy = open_database("", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    SQLite::Backup(*copy, *database).executeStep();
    prepare_schema(file, *copy);
    return copy;
  } catch (...) {
    fail_with(file, std::current_exception());
  }
}

}  // namespace tryall::sweeps
