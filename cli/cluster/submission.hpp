#pragma once

#include <string>
#include <vector>

#include "cluster/engine.hpp"
#include "cluster/job_folder.hpp"
#include "context.hpp"
#include "tryall/reports/tables/table.hpp"
#include "tryall/sweeps/plan/sharding.hpp"
#include "work.hpp"

namespace tryall::cli {

/// A script with the place where it goes.
struct ScriptFile {
  Job job;
  std::string text;
};

/// What is submitted together: the shards of what is missing, the arrays that train them, and what collects.
struct PlannedSubmission {
  std::size_t number = 1;
  std::vector<sweeps::Shard> shards;
  std::size_t chunk = 1;  ///< Shards of an array.
  reports::Table
      table;  ///< A row a shard: its array and index, its runs and what they are estimated to take.
  std::vector<ScriptFile> arrays;
  ScriptFile merge;
};

/// Divides the runs of the plan that are next into shards and writes the scripts' texts; nothing is written
/// to disk or submitted.
PlannedSubmission plan_submission(const JobFolder& folder, const JobRecord& record, const sweeps::Plan& plan,
                                  const Work& work, const Engine& engine);

/// Writes the files, submits the arrays and the merge after them, and adds each to the folder's record as
/// soon as it has an id. Throws Error.
void submit(const JobFolder& folder, JobRecord record, const sweeps::Plan& plan,
            const PlannedSubmission& planned, Engine& engine);

}  // namespace tryall::cli
