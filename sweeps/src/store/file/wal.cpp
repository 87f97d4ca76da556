#include "store/file/wal.hpp"

#include <SQLiteCpp/Exception.h>
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

void settle(SQLite::Database& database) {
  sqlite3_busy_handler(database.getHandle(), nullptr, nullptr);
  sqlite3_wal_checkpoint_v2(database.getHandle(), "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
}

void settle_all(SQLite::Database& database) {
  const int code =
      sqlite3_wal_checkpoint_v2(database.getHandle(), "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (code != SQLITE_OK) throw SQLite::Exception(database.getHandle(), code);
}

void close_without_wal(std::unique_ptr<SQLite::Database>& database,
                       const std::filesystem::path& file) noexcept {
  constexpr int most_tries = 5;
  constexpr std::chrono::milliseconds pause{15};
  try {
    settle(*database);
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
