#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>

namespace SQLite {
class Database;
}

namespace tryall::sweeps {

/// How long a writer waits for another program that holds the store's lock, and what it says meanwhile.
struct LockPatience {
  std::chrono::milliseconds longest = std::chrono::minutes(10);
  std::chrono::milliseconds before_note = std::chrono::seconds(1);  ///< So long it waits in silence.
  std::function<void(const std::string&)> note = {};                ///< Told once a wait, a line.
  std::function<void(std::chrono::milliseconds)> sleep = {};        ///< The real one where there is none.
};

/// Makes a connection wait as patiently; outlives the connection.
class LockWait {
 public:
  LockWait(std::filesystem::path store, LockPatience patience);

  /// In place of the connection's own timeout. After the longest wait SQLite says that it is busy.
  void watch(SQLite::Database& database);

 private:
  static int on_busy(void* self, int attempt);
  bool wait(int attempt);

  std::filesystem::path store_;
  LockPatience patience_;
  std::chrono::milliseconds waited_{0};
  bool noted_ = false;
};

}  // namespace tryall::sweeps
