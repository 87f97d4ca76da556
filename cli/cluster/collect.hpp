#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cluster/gather.hpp"
#include "cluster/job_folder.hpp"

namespace tryall::cli {

/// A shard of the last submission whose runs are not all there.
struct UnfinishedShard {
  std::size_t submission = 0, number = 0, runs = 0, missing = 0;
};

/// What all tasks of a folder's sweep have stored so far.
struct Collected {
  std::size_t runs = 0, stored = 0;  ///< Of all that was submitted; each run counts once.
  std::vector<UnfinishedShard> unfinished;
  std::vector<DamagedStore> damaged;
  bool changed = false;  ///< The folder's store does not have all of it yet.
};

/// Merges the folder's own store and those of all its shards into a store of this machine, which it makes,
/// and says what is missing of what was submitted. The folder stays as it is. Throws Error.
Collected collect(const JobFolder& folder, const JobRecord& record, const std::filesystem::path& into);

/// Puts what was collected in the place of the folder's store; a damaged one is kept under another name.
void keep_collected(const JobFolder& folder, const Collected& collected, const std::filesystem::path& store);

/// What is missing and damaged, with the commands that help; empty where nothing is.
std::string missing_runs_text(const JobFolder& folder, const Collected& collected);

}  // namespace tryall::cli
