#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "tryall/sweeps/store/lock_wait.hpp"

namespace tryall::sweeps {

/// What is to go from a store.
struct Removal {
  std::filesystem::path store;
  std::vector<std::int64_t> sweeps = {};  ///< Ids. Their runs go too, except those that another sweep has.
  std::vector<std::string> runs = {};     ///< Keys.
  /// Of `runs`, those stay that a sweep other than these (ids) has; empty: all of `runs` go, and sweeps that
  /// have them train them again.
  std::vector<std::int64_t> runs_only_of = {};
  std::vector<std::string> baselines = {};  ///< Names.
  bool dry_run = false;                     ///< Only say what would go.
  LockPatience patience = {};
};

/// A sweep that stays, but not all of its runs.
struct IncompleteSweep {
  std::int64_t id = 0;
  std::int64_t runs = 0;  ///< That it loses.
};

/// What went, or would go.
struct Removed {
  std::int64_t sweeps = 0, runs = 0, groups = 0, datasets = 0, environments = 0, baselines = 0;
  std::int64_t shared = 0;  ///< Runs that stay because another sweep has them.
  std::int64_t checkpoints = 0, checkpoint_bytes = 0;
  std::int64_t free_bytes = 0;  ///< Inside the file, for new results.
  std::vector<IncompleteSweep> incomplete = {};
};

/// Removes sweeps, runs and baselines in one transaction, with all that only they needed: results and curves,
/// memberships, groups, datasets, environments, notes, tags, sessions, and checkpoints that no remaining run
/// shares. Checkpoints of runs in progress go when no remaining sweep has a run to train. Baselines hold
/// their numbers themselves: those that are not named stay as they are. Throws Error where there is no store,
/// and where a living process works on a sweep that would lose a run.
Removed remove(const Removal& removal);

}  // namespace tryall::sweeps
