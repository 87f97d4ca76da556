#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <thread>

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

/// Closes the connection and puts the store back into one file that asks for no log, so that it can be read
/// where nothing can be written: a read-only mount, a snapshot. Where others have it open, the last of them
/// does it; those that close it at the same time try again, without it in between. Fails in nothing.
inline void close_without_wal(std::unique_ptr<SQLite::Database>& database,
                              const std::filesystem::path& file) noexcept {
  constexpr int most_tries = 5;
  constexpr std::chrono::milliseconds pause{15};
  try {
    for (int tries = 0; tries < most_tries; ++tries) {
      if (tries > 0) {
        std::this_thread::sleep_for(pause);
        database = std::make_unique<SQLite::Database>(file.string(), SQLite::OPEN_READWRITE);
      }
      sqlite3_busy_handler(database->getHandle(), nullptr, nullptr);
      const bool left = sqlite3_exec(database->getHandle(), "PRAGMA journal_mode = DELETE", nullptr, nullptr,
                                     nullptr) == SQLITE_OK;
      database.reset();
      if (left) return;
    }
  } catch (const std::exception&) {
    database.reset();
  }
}

}  // namespace tryall::sweeps
