#include "store/file/write_access.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <utility>

#include "store/file/open_database.hpp"
#include "store/file/wal.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"

namespace tryall::sweeps {

WriteAccess::WriteAccess(const std::filesystem::path& file, LockPatience patience)
    : file_(file), note_(patience.note), lock_wait_(file, patience) {
  { const SqliteStore made(file, std::move(patience)); }
  open(file, file);
}

WriteAccess::WriteAccess(const NewStore& made, const std::filesystem::path& place, LockPatience patience)
    : file_(made.file()), note_(patience.note), lock_wait_(place, std::move(patience)) {
  open(made.file(), place);
}

void WriteAccess::open(const std::filesystem::path& file, const std::filesystem::path& name) {
  try {
    database_ = open_database(file.string(), SQLite::OPEN_READWRITE);
    lock_wait_.watch(*database_);
    enter_wal(*database_);
    database_->exec("PRAGMA synchronous = FULL");
    database_->exec("PRAGMA foreign_keys = ON");
  } catch (const SQLite::Exception& error) {
    fail_store(name, error.getErrorCode(), error.what());
  }
}

WriteAccess::~WriteAccess() { close_without_wal(database_, file_, note_); }

}  // namespace tryall::sweeps
