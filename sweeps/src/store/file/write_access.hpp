#pragma once

#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <memory>

#include "store/file/new_store.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/lock_wait.hpp"

namespace tryall::sweeps {

/// A connection to a store for commands that change it as a whole. At its end what was written is copied from
/// the log into the file.
class WriteAccess {
 public:
  /// Brings an older store up to date; makes one if there is none. Throws Error like SqliteStore.
  WriteAccess(const std::filesystem::path& file, LockPatience patience);
  /// To a store that is being made; errors name the place that it goes to.
  WriteAccess(const NewStore& made, const std::filesystem::path& place, LockPatience patience);
  ~WriteAccess();
  WriteAccess(const WriteAccess&) = delete;
  WriteAccess& operator=(const WriteAccess&) = delete;

  SQLite::Database& database() { return *database_; }

 private:
  void open(const std::filesystem::path& file, const std::filesystem::path& name);

  std::filesystem::path file_;
  std::function<void(const std::string&)> note_;
  LockWait lock_wait_;
  std::unique_ptr<SQLite::Database> database_;
};

}  // namespace tryall::sweeps
