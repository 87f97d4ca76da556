#pragma once

#include <vector>

#include "store/checkpoints/checkpoint_file.hpp"

namespace tryall::sweeps {

/// Of the kept checkpoints those of the runs in `doomed_runs`, which are still in the store, except those of
/// a training that a run which stays shares (with another number of epochs). Call it before the runs go.
std::vector<KeptCheckpoint> checkpoints_of_doomed(SQLite::Database& store,
                                                  const std::vector<KeptCheckpoint>& kept);

/// All of runs in progress if no sweep has a run to train, else none. Call it after the runs went.
std::vector<KeptCheckpoint> checkpoints_in_progress_of_none(SQLite::Database& store,
                                                            const std::vector<KeptCheckpoint>& kept);

}  // namespace tryall::sweeps
