#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <exception>
#include <mutex>
#include <optional>
#include <type_traits>

#include "store/checkpoints/checkpoint_file.hpp"
#include "store/file/store_place.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"

namespace tryall::sweeps {

struct SqliteStore::Connection {
  Connection(const std::filesystem::path& store, const LockPatience& patience, std::int64_t checkpoint_bytes)
      : file(store),
        note(patience.note),
        lock_wait(store, patience),
        checkpoints({.store = store, .most_bytes = checkpoint_bytes, .note = patience.note}) {}

  ~Connection();

  /// Where the store's file or log is no longer at its place, all it holds is saved in another file, and that
  /// is the database from then on.
  void look_for_loss();
  /// The same, and throws the Error that says so.
  void check_place();

  std::filesystem::path file;
  std::function<void(const std::string&)> note;  ///< Told a line.
  std::mutex mutex;
  LockWait lock_wait;
  std::unique_ptr<SQLite::Database> database;
  CheckpointFile checkpoints;
  std::optional<StorePlace> place;  ///< Once it is open.
  std::exception_ptr lost = {};     ///< What is said of it then.
  bool saved = false;               ///< And `database` is the file in which it was.
};

template <class Action>
auto SqliteStore::guarded(Action&& action) {
  const std::lock_guard lock(connection_->mutex);
  connection_->check_place();  // before anything is written over what came to the place
  try {
    if constexpr (std::is_void_v<decltype(action(*connection_->database))>) {
      action(*connection_->database);
      connection_->check_place();
    } else {
      auto result = action(*connection_->database);
      connection_->check_place();
      return result;
    }
  } catch (...) {
    const std::exception_ptr error = std::current_exception();
    connection_->check_place();
    fail_with(connection_->file, error);
  }
}

template <class Action>
void SqliteStore::saved(Action&& action) {
  const std::lock_guard lock(connection_->mutex);
  connection_->look_for_loss();
  if (connection_->lost && !connection_->saved) std::rethrow_exception(connection_->lost);
  try {
    action(*connection_->database);
    connection_->look_for_loss();
    if (connection_->lost && !connection_->saved) std::rethrow_exception(connection_->lost);
  } catch (...) {
    fail_with(connection_->file, std::current_exception());
  }
}

}  // namespace tryall::sweeps
