#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <mutex>

#include "store/checkpoints/checkpoint_file.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"

namespace tryall::sweeps {

struct SqliteStore::Connection {
  Connection(const std::filesystem::path& store, const LockPatience& patience, std::int64_t checkpoint_bytes)
      : file(store),
        lock_wait(store, patience),
        checkpoints({.store = store, .most_bytes = checkpoint_bytes, .note = patience.note}) {}

  std::filesystem::path file;
  std::mutex mutex;
  LockWait lock_wait;
  std::unique_ptr<SQLite::Database> database;
  CheckpointFile checkpoints;
};

template <class Action>
auto SqliteStore::guarded(Action&& action) {
  const std::lock_guard lock(connection_->mutex);
  try {
    return action(*connection_->database);
  } catch (const SQLite::Exception& error) {
    fail_store(connection_->file, error.getErrorCode(), error.what());
  }
}

}  // namespace tryall::sweeps
