#pragma once

#include <filesystem>

#include "tryall/sweeps/store/lock_wait.hpp"
#include "tryall/sweeps/store/store.hpp"

namespace tryall::sweeps {

/// The version of the tables and views, kept in PRAGMA user_version.
inline constexpr int schema_version = 6;
/// "tryl", kept in PRAGMA application_id, so that a store can be told from any other SQLite file.
inline constexpr int application_id = 0x7472796c;

/// What checkpoints may take beside a store, where nothing else is said.
inline constexpr std::int64_t usual_checkpoint_bytes = std::int64_t{1} << 30;

/// A store in a SQLite file: write-ahead log, a transaction a call, synced to disk before it returns.
/// Checkpoints are in a file of their own beside it, tryall.db-checkpoints, on which no result depends.
class SqliteStore final : public Store {
 public:
  /// Opens the store for writing; makes it if there is none. Throws Error for a file that is no store, a
  /// store of a newer version, or a place that cannot be written.
  /// Beyond `checkpoint_bytes` final checkpoints are dropped, the oldest first.
  explicit SqliteStore(const std::filesystem::path& file, LockPatience patience = {},
                       std::int64_t checkpoint_bytes = usual_checkpoint_bytes);
  ~SqliteStore() override;

  std::int64_t begin_sweep(const SweepRecord& sweep, const std::vector<std::string>& run_keys) override;
  void add_members(std::int64_t sweep, const std::vector<std::string>& run_keys) override;
  std::vector<StoredRun> stored_runs(std::int64_t sweep, const std::string& metric) override;
  void add(const std::vector<RunRecord>& runs) override;
  bool can_keep(std::size_t state_bytes) const override;
  void keep(const std::vector<CheckpointRecord>& checkpoints,
            const std::vector<std::string>& finished) override;
  std::vector<CheckpointFacts> checkpoints() override;
  std::optional<Checkpoint> checkpoint(const std::string& key, std::int64_t steps_done) override;
  std::vector<StoredRun> find(const std::vector<std::string>& run_keys, const std::string& metric) override;
  std::int64_t open_session(const SessionRecord& session) override;
  std::vector<Claim> claim(std::int64_t session, const std::vector<std::string>& run_keys,
                           const std::vector<Outcome>& again) override;
  void check() override;
  void note_progress(std::int64_t session, const std::string& progress) override;
  void close_session(std::int64_t session) override;

 private:
  /// Runs `action` alone on the database, with SQLite's exceptions turned into ours.
  template <class Action>
  auto guarded(Action&& action);
  /// The same of an action that stores results, also where the store was removed meanwhile: what it held is
  /// in another file then, and so are these. Who asks for more to do is told.
  template <class Action>
  void saved(Action&& action);

  struct Connection;
  std::unique_ptr<Connection> connection_;
};

/// True where there is no file, an empty one, or a SQLite database without a single table: what a store can
/// be made in.
bool is_empty_database(const std::filesystem::path& file);

}  // namespace tryall::sweeps
