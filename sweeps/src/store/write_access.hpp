#pragma once

#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <memory>

#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/lock_wait.hpp"

namespace tryall::sweeps {

/// A connection to a store for commands that change it as a whole.
class WriteAccess {
 public:
  /// Brings an older store up to date; makes one if there is none. Throws Error like SqliteStore.
  WriteAccess(const std::filesystem::path& file, LockPatience patience);

  ~WriteAccess();
  WriteAccess(const WriteAccess&) = delete;
  WriteAccess& operator=(const WriteAccess&) = delete;

  SQLite::Database& database() { return *database_; }

 private:
  std::filesystem::path file_;
  LockWait lock_wait_;
  std::unique_ptr<SQLite::Database> database_;
};

}  // namespace tryall::sweeps
