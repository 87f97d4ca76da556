#pragma once

#include <SQLiteCpp/Database.h>

#include <vector>

#include "store/checkpoints/checkpoint_file.hpp"
#include "tryall/sweeps/store/collect_garbage.hpp"

namespace tryall::sweeps {

/// Those of the kept checkpoints of a store that serve no training, and those that the options say can go.
std::vector<KeptCheckpoint> spent_checkpoints(SQLite::Database& store, std::vector<KeptCheckpoint> kept,
                                              const GarbageCollection& collection);

}  // namespace tryall::sweeps
