#pragma once

#include <cstdint>

namespace SQLite {
class Database;
}

namespace tryall::sweeps {

struct RemovedCheckpoints {
  std::int64_t count = 0, bytes = 0;
};

/// Removes the checkpoints of the runs in `doomed_runs`, which are still in the store, except those of a
/// training that a run which stays shares (with another number of epochs). Call it before the runs go.
RemovedCheckpoints remove_checkpoints_of_doomed(SQLite::Database& database);

/// Removes all checkpoints of runs in progress if no sweep has a run to train. Call it after the runs went.
RemovedCheckpoints remove_checkpoints_in_progress_of_none(SQLite::Database& database);

}  // namespace tryall::sweeps
