#include "cluster/folder_status.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "terminal/quantities.hpp"
#include "tryall/error.hpp"

namespace tryall::cli {
namespace {

using TaskTable = std::map<std::pair<std::string, std::size_t>, EngineTask>;

/// By job and index; of a task that was run again, what it is at now.
TaskTable by_place(std::vector<EngineTask> tasks) {
  TaskTable table;
  for (EngineTask& task : tasks) {
    EngineTask& known = table[{task.job, task.index}];
    if (known.state.empty() || is_in_queue(task.state)) known = std::move(task);
  }
  return table;
}

std::string state_of(const ShardStatus& shard, bool asked, bool submitted) {
  if (is_in_queue(shard.task.state)) return shard.task.state;
  if (shard.progress.state == "done") return "done";
  if (!submitted) return "not submitted";
  if (!asked) return "unknown";
  if (shard.task.state.empty() || shard.task.state == "completed") return "unfinished";
  return shard.task.state;
}

}  // namespace

bool is_in_queue(const std::string& state) {
  static constexpr const char* waiting[] = {"pending",      "running",      "configuring", "suspended",
                                            "requeued",     "requeue_hold", "resizing",    "stopped",
                                            "special_exit", "requeue_fed"};
  return std::find(std::begin(waiting), std::end(waiting), state) != std::end(waiting);
}

std::size_t FolderStatus::runs() const {
  std::size_t count = 0;
  for (const ShardStatus& shard : shards) count += shard.progress.runs;
  return count;
}

std::size_t FolderStatus::stored() const {
  std::size_t count = 0;
  for (const ShardStatus& shard : shards) count += shard.progress.stored;
  return count;
}

std::map<std::string, std::size_t> FolderStatus::states() const {
  std::map<std::string, std::size_t> states;
  for (const ShardStatus& shard : shards) ++states[shard.state];
  return states;
}

FolderStatus status_of(const JobFolder& folder, const JobRecord& record, Engine& engine) {
  FolderStatus status;
  status.submission = record.submissions.size();
  if (record.submissions.empty()) return status;
  const Submission& submission = record.submissions.back();
  TaskTable tasks;
  try {
    tasks = by_place(engine.tasks(submission.jobs()));
  } catch (const Error& error) {
    status.trouble = error.what();
  }
  for (std::size_t i = 0; i < submission.shards; ++i) {
    const std::size_t array = i / submission.chunk;
    const bool submitted = array < submission.arrays.size();
    const ShardFolder files = folder.shard(status.submission, i + 1);
    ShardStatus shard{.number = i + 1, .state = {}, .progress = files.progress(), .task = {}};
    if (shard.progress.runs == 0) shard.progress.runs = files.run_keys().size();
    if (submitted)
      if (const auto found = tasks.find({submission.arrays[array], i % submission.chunk});
          found != tasks.end())
        shard.task = found->second;
    shard.state = state_of(shard, status.trouble.empty(), submitted);
    status.shards.push_back(std::move(shard));
  }
  if (const auto found = tasks.find({submission.merge, 0}); found != tasks.end())
    status.merge = found->second.state;
  return status;
}

reports::Table status_table(const FolderStatus& status) {
  reports::Table table{{"shard", "state", "runs", "stored", "node", "time", "published_at", "reason"}, {}};
  for (const ShardStatus& shard : status.shards)
    table.rows.push_back({static_cast<std::int64_t>(shard.number), shard.state,
                          static_cast<std::int64_t>(shard.progress.runs),
                          static_cast<std::int64_t>(shard.progress.stored),
                          shard.task.node.empty() ? shard.progress.host : shard.task.node, shard.task.time,
                          shard.progress.at, shard.task.reason});
  return table;
}

std::string status_text(const JobFolder& folder, const JobRecord& record, const FolderStatus& status) {
  if (status.shards.empty()) return fmt::format("{}: nothing was submitted yet\n", record.name);
  std::string text = fmt::format("{}: submission {}, {}:", record.name, status.submission,
                                 counted(status.shards.size(), "shard"));
  const char* before = " ";
  for (const auto& [state, count] : status.states())
    text += fmt::format("{}{} {}", std::exchange(before, ", "), count, state);
  text += fmt::format("; {} of {} published", status.stored(), counted(status.runs(), "run"));
  if (!status.merge.empty()) text += fmt::format("; merge {}", status.merge);
  std::error_code ignored;
  if (std::filesystem::exists(folder.cancelled(), ignored)) text += "; cancelled";
  return text + "\n";
}

}  // namespace tryall::cli
