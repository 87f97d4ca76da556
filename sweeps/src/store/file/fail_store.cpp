// What is said of a store that cannot be used, and what to do then.
#include <fmt/format.h>
#include <sqlite3.h>

#include <nlohmann/json.hpp>

#include "tryall/error.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/store_error.hpp"

namespace tryall::sweeps {
namespace {

constexpr int primary_bits = 0xff;

/// SQLite reports some writes that found no room as plain I/O errors.
int primary_code(const std::filesystem::path& file, int code) {
  constexpr std::uintmax_t too_little = 262'144;
  const int primary = code & primary_bits;
  if (primary != SQLITE_IOERR) return primary;
  std::error_code error;
  const auto space = std::filesystem::space(std::filesystem::absolute(file).parent_path(), error);
  return !error && space.available < too_little ? SQLITE_FULL : primary;
}

}  // namespace

void fail_damaged(const std::filesystem::path& file, const std::string& what) {
  throw StoreError(
      ErrorCode::bad_input,
      fmt::format("{}: is damaged, or was changed by another program: {}. Restore it from a copy",
                  file.string(), what),
      StoreRemedy::examine, file);
}

void fail_store(const std::filesystem::path& file, int code, const std::string& message) {
  const std::string name = file.string();
  if (code < 0) fail_damaged(file, "a row is missing that others refer to");  // SQLiteCpp's own complaint
  switch (primary_code(file, code)) {
    case SQLITE_NOTADB:
      throw StoreError(ErrorCode::bad_input, fmt::format("{}: is not a store: {}", name, message),
                       StoreRemedy::another_store, file);
    case SQLITE_CORRUPT:
      throw Error(ErrorCode::bad_input,
                  fmt::format("{0}: is damaged: {1}. Restore it from a copy, or save what can still be read: "
                              "sqlite3 {0} .recover | sqlite3 saved.db (with sqlite.org's sqlite3; Debian's "
                              "has no .recover)",
                              name, message));
    case SQLITE_ERROR:
    case SQLITE_SCHEMA:
    case SQLITE_MISMATCH:
    case SQLITE_RANGE:
      fail_damaged(file, message);
    case SQLITE_FULL:
      throw Error(ErrorCode::failed, fmt::format("{}: the disk is full; what was stored before is safe. Free "
                                                 "some space and run the same command again to continue",
                                                 name));
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
      throw StoreError(
          ErrorCode::failed,
          fmt::format("{}: cannot be written ({}); check the folder's permissions", name, message),
          StoreRemedy::another_store, file);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw Error(
          ErrorCode::failed,
          fmt::format("{}: is locked by another program; what was stored before is safe. Try again when it "
                      "is done",
                      name));
    case SQLITE_CONSTRAINT:
      throw StoreError(
          ErrorCode::failed,
          fmt::format("{}: does not take what is to be stored: {}; perhaps another program changed "
                      "its tables",
                      name, message),
          StoreRemedy::examine, file);
    default:
      throw Error(ErrorCode::failed, fmt::format("{}: {}", name, message));
  }
}

void fail_with(const std::filesystem::path& file, const std::exception_ptr& exception) {
  try {
    std::rethrow_exception(exception);
  } catch (const Error&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const SQLite::Exception& error) {
    fail_store(file, error.getErrorCode(), error.what());
  } catch (const nlohmann::json::exception&) {
    fail_damaged(file, "a text in it cannot be read as JSON of its kind");
  } catch (const std::exception& error) {
    fail_damaged(file, fmt::format("its rows do not fit together ({})", error.what()));
  }
}

}  // namespace tryall::sweeps
