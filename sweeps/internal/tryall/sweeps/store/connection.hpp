// What the program's own parts know of a store beyond its public interface. Not installed.
#pragma once

#include <SQLiteCpp/Database.h>

#include <exception>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tryall/sweeps/store/baselines.hpp"
#include "tryall/sweeps/store/examine.hpp"
#include "tryall/sweeps/store/lock_wait.hpp"
#include "tryall/sweeps/store/record.hpp"

namespace tryall::sweeps {

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

/// Opens an existing store for reading alone: nothing is written, not even a log file beside it where the
/// folder does not allow it. Throws Error when there is none or it is no store.
std::unique_ptr<SQLite::Database> open_for_reading(const std::filesystem::path& file);

/// The same, but a store of an older version is left as it is: what is opened is an up-to-date copy of it
/// in a temporary file of SQLite's own.
std::unique_ptr<SQLite::Database> open_unchanged(const std::filesystem::path& file);

/// Turns SQLite's trouble with the store into an Error that says what to do.
[[noreturn]] void fail_store(const std::filesystem::path& file, int code, const std::string& message);

/// The Error of a store that does not hold what every store does: "table sessions has no column jobs".
[[noreturn]] void fail_damaged(const std::filesystem::path& file, const std::string& what);

/// Throws the exception on where it is an Error or std::bad_alloc; any other comes from what the store holds
/// and becomes an Error that names the store.
[[noreturn]] void fail_with(const std::filesystem::path& file, const std::exception_ptr& exception);

/// The file that a connection is to; empty for one in memory or in a temporary file.
std::filesystem::path file_of(SQLite::Database& database);

// Questions about a store; reports::StoreReader passes them on.

/// Which of these runs are stored, with their value of the metric.
std::vector<StoredRun> find_runs(SQLite::Database& database, const std::vector<std::string>& run_keys,
                                 const std::string& metric);

/// One hash over every stored result: key, outcome, metrics and curves of each run in the order of keys;
/// timings and environments left out.
std::string fingerprint(SQLite::Database& database);

/// Looks for damage in a store. A run's key must be the hash of its group's key and its seed; a group's key
/// that of its config, data and numerics version (groups of other numerics versions are not recomputed);
/// configs canonical; curves as long as their runs; the values at the end those of the last epoch (with
/// restored weights: of some epoch). Reads everything; throws nothing of SQLite's.
std::vector<Finding> examine(SQLite::Database& database, Depth depth);

/// By name.
std::vector<BaselineRecord> stored_baselines(SQLite::Database& database);

}  // namespace tryall::sweeps
