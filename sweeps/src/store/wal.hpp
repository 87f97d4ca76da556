#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

namespace tryall::sweeps {

/// Gives the store a log, so that readers and a writer do not wait for each other. Waits for what others do
/// in it as the connection does. Throws SQLite::Exception.
inline void enter_wal(SQLite::Database& database) {
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

/// Puts the store back into one file that asks for no log, so that it can be read where nothing can be
/// written: a read-only mount, a snapshot. Does nothing while others have it open; who closes it last does
/// it. Does not wait, does not fail.
inline void leave_wal(SQLite::Database& database) noexcept {
  sqlite3_busy_handler(database.getHandle(), nullptr, nullptr);
  sqlite3_exec(database.getHandle(), "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr);
}

}  // namespace tryall::sweeps
