#include "store/write_access.hpp"

#include <SQLiteCpp/Exception.h>

#include <utility>

#include "store/wal.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"

namespace tryall::sweeps {

WriteAccess::WriteAccess(const std::filesystem::path& file, LockPatience patience)
    : file_(file), lock_wait_(file, patience) {
  { const SqliteStore made(file, std::move(patience)); }
  try {
    database_ = std::make_unique<SQLite::Database>(file.string(), SQLite::OPEN_READWRITE);
    lock_wait_.watch(*database_);
    enter_wal(*database_);
    database_->exec("PRAGMA synchronous = FULL");
    database_->exec("PRAGMA foreign_keys = ON");
  } catch (const SQLite::Exception& error) {
    fail_store(file, error.getErrorCode(), error.what());
  }
}

WriteAccess::~WriteAccess() { close_without_wal(database_, file_); }

}  // namespace tryall::sweeps
