#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "tryall/sweeps/store/lock_wait.hpp"

namespace tryall::sweeps {

struct GarbageCollection {
  std::filesystem::path store;
  bool dry_run = false;  ///< Only say what would go.
  bool ends = false;     ///< All ends of trainings that a longer one could go on from go, too.
  std::optional<double> older_than_days = {};  ///< All checkpoints that are older go, too.
  LockPatience patience = {};
};

/// What went, or would go.
struct Garbage {
  std::int64_t under_way = 0;                               ///< Checkpoints of trainings under way.
  std::int64_t ends = 0;                                    ///< Checkpoints at ends of trainings.
  std::int64_t checkpoint_bytes = 0;                        ///< Of both.
  std::int64_t groups = 0, datasets = 0, environments = 0;  ///< That no run refers to.
  std::size_t half_made = 0;                                ///< Stores that killed processes left beside it.
  std::int64_t free_bytes = 0;                              ///< Inside the file, for new results.
  std::int64_t returned_bytes = 0;                          ///< By which the file became smaller.
};

/// Removes what no longer serves: checkpoints under way of trainings whose runs are stored by now, ends that
/// nothing can go on from (where the schedule depends on the number of epochs), and groups, datasets and
/// environments without runs; makes the file smaller where much of it is free; also what killed processes
/// left that were making the store. No result goes. A sweep may be running: a training that finds its
/// checkpoint gone begins anew. Checkpoints of other instruction sets and numerics versions are recognised by
/// their age alone. Throws Error where there is no store.
Garbage collect_garbage(const GarbageCollection& collection);

}  // namespace tryall::sweeps
