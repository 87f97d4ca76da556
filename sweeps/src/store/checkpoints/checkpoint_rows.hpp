#pragma once

#include <SQLiteCpp/Statement.h>

#include "store/checkpoints/checkpoint_file.hpp"

namespace tryall::sweeps {

/// Writes checkpoints within a transaction of the caller.
class CheckpointWriter {
 public:
  explicit CheckpointWriter(SQLite::Database& database);

  /// In place of the earlier ones in progress of its key. Returns the bytes that it takes.
  std::int64_t put(const CheckpointRecord& record);
  /// Those with fewer updates.
  void remove_in_progress(const std::string& key, std::int64_t steps_done);

 private:
  SQLite::Statement remove_, insert_;
};

/// Nothing where there is none, or where it is not what was kept.
std::optional<Checkpoint> read_checkpoint(SQLite::Database& database, const std::string& key,
                                          std::int64_t steps_done);

std::vector<KeptCheckpoint> kept_checkpoints(SQLite::Database& database);
void remove_checkpoints(SQLite::Database& database, const std::vector<KeptCheckpoint>& checkpoints);

/// That all kept checkpoints take.
std::int64_t kept_bytes(SQLite::Database& database);
/// Removes final checkpoints until `bytes` are removed, or there are none. Returns what they took.
std::int64_t remove_oldest_finals(SQLite::Database& database, std::int64_t bytes);

/// From a store's table of store version 3 to 6, the oldest first.
void copy_checkpoints(SQLite::Database& store, SQLite::Database& database);

}  // namespace tryall::sweeps
