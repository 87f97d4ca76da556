#include "store/file/wal.hpp"

#include <SQLiteCpp/Exception.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <chrono>
#include <thread>

namespace tryall::sweeps {

void enter_wal(SQLite::Database& database) {
  constexpr int most_tries = 100, primary_bits = 0xff;
  for (int tries = 0; database.execAndGet("PRAGMA journal_mode").getString() != "wal"; ++tries) {
    database.exec("BEGIN EXCLUSIVE; ROLLBACK");  // waits; to change the mode SQLite does not always
    try {
      database.exec("PRAGMA journal_mode = WAL");
      return;
    } catch (const SQLite::Exception& error) {
      if ((error.getErrorCode() & primary_bits) != SQLITE_BUSY || tries == most_tries) throw;
    }
  }
}

int settle(SQLite::Database& database) {
  sqlite3_busy_handler(database.getHandle(), nullptr, nullptr);
  return sqlite3_wal_checkpoint_v2(database.getHandle(), "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr,
                                   nullptr);
}

void settle_all(SQLite::Database& database) {
  const int code =
      sqlite3_wal_checkpoint_v2(database.getHandle(), "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (code != SQLITE_OK) throw SQLite::Exception(database.getHandle(), code);
}

namespace {

/// Others at work on the store are no failure: the last of them settles it.
bool is_failure(int code) {
  constexpr int primary_bits = 0xff;
  const int primary = code & primary_bits;
  return primary != SQLITE_OK && primary != SQLITE_BUSY && primary != SQLITE_LOCKED;
}

/// Whether the store is one file again. The connection is closed.
bool leave_wal(std::unique_ptr<SQLite::Database>& database) {
  sqlite3_busy_handler(database->getHandle(), nullptr, nullptr);
  const int code =
      sqlite3_exec(database->getHandle(), "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr);
  database.reset();
  return code == SQLITE_OK;
}

std::string failure_text(const std::filesystem::path& file, int code) {
  return fmt::format(
      "{0}: what was written is safe, but in {0}-wal: it could not be copied into the file ({1}). Keep "
      "both together; the next command that writes to the store copies it\n",
      file.string(), sqlite3_errstr(code));
}

}  // namespace

void close_without_wal(std::unique_ptr<SQLite::Database>& database, const std::filesystem::path& file,
                       const std::function<void(const std::string&)>& note) noexcept {
  constexpr int most_tries = 5;
  constexpr std::chrono::milliseconds pause{15};
  try {
    const int code = settle(*database);
    for (int tries = 0; tries < most_tries; ++tries) {
      if (tries > 0) {
        std::this_thread::sleep_for(pause);
        database = std::make_unique<SQLite::Database>(file.string(), SQLite::OPEN_READWRITE);
      }
      if (leave_wal(database)) return;
    }
    if (is_failure(code) && note) note(failure_text(file, code));
  } catch (const std::exception&) {
    database.reset();
  }
}

}  // namespace tryall::sweeps
