#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <string>
#include <vector>

#include "tryall/sweeps/store/collect_garbage.hpp"

namespace tryall::sweeps {

/// A checkpoint that can go.
struct SpentCheckpoint {
  std::string key;
  std::int64_t steps_done = 0;
  bool at_end = false;
  std::int64_t bytes = 0;
};

/// Checkpoints that serve no training, and those that the options say can go.
std::vector<SpentCheckpoint> spent_checkpoints(SQLite::Database& database,
                                               const GarbageCollection& collection);

}  // namespace tryall::sweeps
