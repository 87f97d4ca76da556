#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "tryall/sweeps/store/record.hpp"

namespace tryall::sweeps {

/// A kept checkpoint without its state.
struct KeptCheckpoint {
  std::string key;
  std::int64_t steps_done = 0;
  std::int64_t epochs_done = 0;
  bool at_end = false;
  std::int64_t bytes = 0;  ///< Of its state.
  double age_days = 0;
};

/// The file beside a store that keeps checkpoints: tryall.db-checkpoints, a SQLite file of its own, made when
/// the first is kept. It can be deleted at any time. Whatever is wrong with it, trainings begin anew: nothing
/// is thrown, and what went wrong is noted once. A state is read back only if it is what was kept, by its
/// hash. Calls may come from several threads at once.
class CheckpointFile {
 public:
  struct Params {
    std::filesystem::path store;
    /// Beyond this final checkpoints are dropped, the oldest first; those of trainings in progress never are.
    std::int64_t most_bytes = 0;
    std::function<void(const std::string&)> note = {};  ///< Told a line.
  };
  explicit CheckpointFile(Params params);
  ~CheckpointFile();

  /// Where a store's checkpoints are: beside the file itself where the store is a link.
  static std::filesystem::path beside(const std::filesystem::path& store);
  /// SQLite takes no larger value.
  static bool can_keep(std::size_t state_bytes);

  /// As Store::keep, Store::checkpoints and Store::checkpoint.
  void keep(const std::vector<CheckpointRecord>& checkpoints, const std::vector<std::string>& finished);
  std::vector<CheckpointFacts> facts();
  std::optional<Checkpoint> find(const std::string& key, std::int64_t steps_done);

  std::vector<KeptCheckpoint> all();
  void remove(const std::vector<KeptCheckpoint>& checkpoints);
  /// Takes the checkpoints out of a store that a program before this file has put there.
  void take_over(SQLite::Database& store);

  /// The file's connection for as long as `action` runs; nothing happens where there is no file.
  void with_database(const std::function<void(SQLite::Database&)>& action);

 private:
  SQLite::Database* database();
  SQLite::Database& made_database();
  void open(bool make);
  bool is_still_there() const;
  void drop_oldest(SQLite::Database& database);
  /// Runs `action`, alone; false where SQLite refused.
  bool attempt(const std::function<void()>& action);
  void note_once(const std::string& line);

  Params params_;
  std::filesystem::path file_;
  std::mutex mutex_;
  std::unique_ptr<SQLite::Database> database_;
  std::uintmax_t inode_ = 0;
  std::int64_t headroom_bytes_ = 0;  // what can be kept before what there is must be counted again
  bool noted_ = false;
};

}  // namespace tryall::sweeps
