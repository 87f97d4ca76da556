#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "cluster/engine.hpp"
#include "cluster/job_folder.hpp"
#include "tryall/reports/tables/table.hpp"

namespace tryall::cli {

/// Where a shard is, by what the engine says of its task and what that has published.
struct ShardStatus {
  std::size_t number = 0;
  std::string state;  ///< The engine's word; "done", "unfinished", "not submitted", "unknown".
  ShardProgress progress;
  EngineTask task;
};

/// Where the last submission of a folder's sweep is.
struct FolderStatus {
  std::size_t submission = 0;
  std::vector<ShardStatus> shards = {};
  std::string merge = {};    ///< State of the job that collects; empty where it is over or there is none.
  std::string trouble = {};  ///< Why the engine could not be asked; empty where it could.

  std::size_t runs() const;
  std::size_t stored() const;
  /// Shards by their state.
  std::map<std::string, std::size_t> states() const;
};

/// Asks the engine, and reads what the tasks published; opens no store and plans nothing.
FolderStatus status_of(const JobFolder& folder, const JobRecord& record, Engine& engine);

/// Whether the engine still has a task in that state to run, or to go on running.
bool is_in_queue(const std::string& state);

/// A row a shard.
reports::Table status_table(const FolderStatus& status);

/// "digits: submission 1, 8 shards: 3 done, 5 running; 1200 of 2000 runs published".
std::string status_text(const JobFolder& folder, const JobRecord& record, const FolderStatus& status);

}  // namespace tryall::cli
