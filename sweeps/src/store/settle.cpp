#include "store/settle.hpp"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

namespace tryall::sweeps {

void settle(SQLite::Database& database) {
  sqlite3_busy_handler(database.getHandle(), nullptr, nullptr);
  sqlite3_wal_checkpoint_v2(database.getHandle(), "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
}

void settle_all(SQLite::Database& database) {
  const int code =
      sqlite3_wal_checkpoint_v2(database.getHandle(), "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (code != SQLITE_OK) throw SQLite::Exception(database.getHandle(), code);
}

}  // namespace tryall::sweeps
