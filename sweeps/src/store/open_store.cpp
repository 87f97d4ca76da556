#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "store/schema/schema.hpp"
#include "store/wal.hpp"
#include "tryall/error.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"

namespace tryall::sweeps {
namespace {

/// A file name inside SQLite's "file:" form.
std::string uri(const std::filesystem::path& file) {
  std::string result = "file:";
  for (const char c : std::filesystem::absolute(file).string()) {
    if (c == '?' || c == '#' || c == '%')
      result += fmt::format("%{:02x}", static_cast<unsigned char>(c));
    else
      result += c;
  }
  return result;
}

/// For one thread at a time: without locks, which cost a tenth of reading a million runs.
std::unique_ptr<SQLite::Database> open(const std::filesystem::path& file, const char* options) {
  constexpr int patience_milliseconds = 10'000;
  auto database = std::make_unique<SQLite::Database>(
      uri(file) + options, SQLite::OPEN_READONLY | SQLite::OPEN_URI | SQLite::OPEN_NOMUTEX,
      patience_milliseconds);
  database->execAndGet("SELECT count(*) FROM sqlite_master");  // the file is looked at only now
  return database;
}

/// In a folder that cannot be written SQLite cannot put its log beside the store; with no log there the file
/// holds everything and can be read as it is.
std::unique_ptr<SQLite::Database> open_readable(const std::filesystem::path& file) {
  try {
    return open(file, "?mode=ro");
  } catch (const SQLite::Exception& error) {
    const int code = error.getErrorCode();
    if (code != SQLITE_CANTOPEN && code != SQLITE_READONLY) throw;
    std::error_code ignored;
    if (std::filesystem::exists(file.string() + "-journal", ignored)) {  // of a write that was cut short
      SQLite::Database(file.string(), SQLite::OPEN_READWRITE)
          .execAndGet("SELECT count(*) FROM sqlite_master");
      return open(file, "?mode=ro");
    }
    if (std::filesystem::exists(file.string() + "-wal", ignored)) throw;
    return open(file, "?mode=ro&immutable=1");
  }
}

void check_is_store(const std::filesystem::path& file, SQLite::Database& database) {
  const int version = database.execAndGet("PRAGMA user_version").getInt();
  if (database.execAndGet("SELECT count(*) FROM sqlite_master").getInt() == 0)
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: is empty: nothing was ever stored in it", file.string()));
  if (database.execAndGet("PRAGMA application_id").getInt() != application_id)
    throw Error(
        ErrorCode::bad_input,
        fmt::format("{}: is a SQLite database, but not a store of tryall; choose another file with --db",
                    file.string()));
  if (version > schema_version)
    throw Error(
        ErrorCode::bad_input,
        fmt::format("{}: was written by a newer tryall (store version {}, this program knows up to {}); use "
                    "that one, or another store with --db",
                    file.string(), version, schema_version));
}

/// SQLite reports some writes that found no room as plain I/O errors.
int primary_code(const std::filesystem::path& file, int code) {
  constexpr int primary_bits = 0xff;
  constexpr std::uintmax_t too_little = 262'144;
  const int primary = code & primary_bits;
  if (primary != SQLITE_IOERR) return primary;
  std::error_code error;
  const auto space = std::filesystem::space(std::filesystem::absolute(file).parent_path(), error);
  return !error && space.available < too_little ? SQLITE_FULL : primary;
}

/// A store of an older version is migrated in place; nothing that is in it changes.
void bring_up_to_date(const std::filesystem::path& file) {
  try {
    constexpr int patience_milliseconds = 10'000;
    auto database =
        std::make_unique<SQLite::Database>(file.string(), SQLite::OPEN_READWRITE, patience_milliseconds);
    prepare_schema(*database);
    close_without_wal(database, file);
  } catch (const SQLite::Exception& error) {
    throw Error(ErrorCode::failed, fmt::format("{}: was written by an older tryall and must be upgraded, but "
                                               "cannot be written ({}); copy it to where it can be",
                                               file.string(), error.what()));
  }
}

}  // namespace

bool is_empty_database(const std::filesystem::path& file) {
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

void fail_store(const std::filesystem::path& file, int code, const std::string& message) {
  const std::string name = file.string();
  switch (primary_code(file, code)) {
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      throw Error(ErrorCode::bad_input,
                  fmt::format("{}: is not a store: {}; choose another file with --db", name, message));
    case SQLITE_FULL:
      throw Error(ErrorCode::failed, fmt::format("{}: the disk is full; what was stored before is safe. Free "
                                                 "some space and run the same command again to continue",
                                                 name));
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
      throw Error(ErrorCode::failed,
                  fmt::format("{}: cannot be written ({}); check the folder's permissions, or "
                              "choose another file with --db",
                              name, message));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw Error(
          ErrorCode::failed,
          fmt::format("{}: is locked by another program; what was stored before is safe. Try again when it "
                      "is done",
                      name));
    default:
      throw Error(ErrorCode::failed, fmt::format("{}: {}", name, message));
  }
}

namespace {

/// The store's file itself, of whatever version this program knows.
std::unique_ptr<SQLite::Database> open_any_version(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored))
    throw Error(
        ErrorCode::bad_input,
        fmt::format("{}: no such store; `tryall run` creates one, --db names another", file.string()));
  if (std::filesystem::is_directory(file, ignored))
    throw Error(ErrorCode::bad_input, fmt::format("{}: is a folder, not a store", file.string()));
  auto database = open_readable(file);
  check_is_store(file, *database);
  return database;
}

bool is_up_to_date(SQLite::Database& database) {
  return database.execAndGet("PRAGMA user_version").getInt() == schema_version;
}

}  // namespace

std::unique_ptr<SQLite::Database> open_for_reading(const std::filesystem::path& file) {
  try {
    auto database = open_any_version(file);
    if (is_up_to_date(*database)) return database;
    database.reset();
    bring_up_to_date(file);
    return open_readable(file);
  } catch (const SQLite::Exception& error) {
    fail_store(file, error.getErrorCode(), error.what());
  }
}

std::unique_ptr<SQLite::Database> open_unchanged(const std::filesystem::path& file) {
  try {
    auto database = open_any_version(file);
    if (is_up_to_date(*database)) return database;
    auto copy = std::make_unique<SQLite::Database>("", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    SQLite::Backup(*copy, *database).executeStep();
    prepare_schema(*copy);
    return copy;
  } catch (const SQLite::Exception& error) {
    fail_store(file, error.getErrorCode(), error.what());
  }
}

}  // namespace tryall::sweeps
