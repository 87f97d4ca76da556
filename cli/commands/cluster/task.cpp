#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <vector>

#include "cluster/job_folder.hpp"
#include "cluster/shard_task.hpp"
#include "command.hpp"
#include "common_options.hpp"
#include "terminal/live.hpp"
#include "terminal/output.hpp"
#include "terminal/quantities.hpp"
#include "tryall/error.hpp"
#include "tryall/sweeps/plan/sharding.hpp"
#include "tryall/sweeps/run/execute.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"

namespace tryall::cli {
namespace {

struct TaskOptions {
  std::string folder, attempt;
  std::size_t shard = 1;
  std::optional<std::size_t> submission;
  int jobs = default_jobs();
  bool quiet = false;
};

ShardFolder shard_of(const JobFolder& folder, const JobRecord& record, const TaskOptions& options) {
  const std::size_t last = record.submissions.size();
  const std::size_t submission = options.submission.value_or(last);
  if (submission < 1 || submission > last)
    throw Error(ErrorCode::bad_input, fmt::format("{}: has {}, not number {}", folder.path().string(),
                                                  counted(last, "submission"), submission));
  const std::size_t shards = record.submissions[submission - 1].shards;
  if (options.shard < 1 || options.shard > shards)
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: submission {} has {}, not number {}", folder.path().string(), submission,
                            counted(shards, "shard"), options.shard));
  return folder.shard(submission, options.shard);
}

/// Where the runs stand in the plan. The plan is made anew in every task: where data or program are others
/// than when the sweep was submitted, its runs are others, too.
std::vector<std::size_t> places_of(const std::vector<std::string>& keys, const sweeps::Plan& plan) {
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < plan.runs.size(); ++i) places.emplace(plan.runs[i].key.hex(), i);
  std::vector<std::size_t> runs;
  for (const std::string& key : keys) {
    const auto found = places.find(key);
    if (found == places.end())
      throw Error(
          ErrorCode::bad_input,
          fmt::format("run {} of the shard is not in the plan that this machine makes of the sweep: its "
                      "data or its tryall differ from those where the sweep was submitted",
                      key));
    runs.push_back(found->second);
  }
  std::sort(runs.begin(), runs.end());
  return runs;
}

std::string own_name() {
  const sweeps::ProcessId process = sweeps::ProcessId::current();
  return fmt::format("{}-{}", process.host, process.pid);
}

/// Trains and publishes; half of the interval goes by until a state is kept, and half until it is published.
sweeps::Summary train_shard(const sweeps::Plan& part, sweeps::Trainer& trainer, ShardTask& task,
                            const TaskOptions& options, double checkpoint_every) {
  constexpr double milli = 1000;
  Live live(options.quiet);
  std::stop_source stop;
  const auto show = live.show();
  const auto follow = [&](const sweeps::SweepProgress& progress) {
    show(progress);
    task.publish_when_due(progress.cached + progress.done + progress.elsewhere);
    if (live.stop().stop_requested() || task.is_superseded()) stop.request_stop();
  };
  sweeps::SqliteStore store(task.store(), {.note = [&](const std::string& line) { live.say(line); }}, 0);
  if (const std::size_t count = store.checkpoints().size(); count > 0 && !options.quiet)
    note(fmt::format("{} of an earlier attempt resumed\n", counted(count, "training")));
  sweeps::Summary summary = execute(part, {.trainer = trainer,
                                           .store = store,
                                           .jobs = options.jobs,
                                           .stop = stop.get_token(),
                                           .show = follow,
                                           .checkpoint_every = std::chrono::milliseconds(
                                               static_cast<std::int64_t>(milli * checkpoint_every / 2))});
  live.finish();
  return summary;
}

int run_task(const TaskOptions& options) {
  const JobFolder folder(options.folder);
  const JobRecord record = folder.record();
  const ShardFolder files = shard_of(folder, record, options);
  sweeps::NativeTrainer trainer(record.data);
  const sweeps::Plan plan = plan_of(folder, record, trainer);
  const sweeps::Plan part = part_of(plan, places_of(files.run_keys(), plan));
  constexpr double milli = 1000;
  ShardTask task({.files = files,
                  .attempt = options.attempt.empty() ? own_name() : options.attempt,
                  .publish_every = std::chrono::milliseconds(
                      static_cast<std::int64_t>(milli * record.checkpoint_every / 2))});
  const sweeps::Summary summary = train_shard(part, trainer, task, options, record.checkpoint_every);
  task.publish(summary.stored, summary.interrupted ? "stopped" : "done");
  const std::string text = fmt::format("shard {}: {} of {} stored, {} trained now", options.shard,
                                       summary.stored, counted(part.runs.size(), "run"), summary.trained);
  if (task.is_superseded()) {
    note(text + fmt::format("; stopped, as attempt {} has taken the shard\n", files.owner()));
    return fine;
  }
  if (summary.interrupted) {
    note(text + "; stopped, the next attempt goes on from here\n");
    return interrupted;
  }
  if (!options.quiet) note(text + "\n");
  return summary.failed > 0 ? failed : fine;
}

void add_task(CommandLine& command, Context& context) {
  auto options = std::make_shared<TaskOptions>();
  command.option("folder", options->folder, "A folder that tryall submit has made").required();
  command.option("shard", options->shard, "The shard's number, from 1").required();
  command.option("--submission", options->submission,
                 "Number of the submission that the shard belongs to, from 1; by default the last");
  command.option("--attempt", options->attempt,
                 "A unique name for this attempt; by default made of host and process");
  add_jobs_option(command, options->jobs);
  command.flag("--quiet,-q", options->quiet, "Print only errors");
  add_isa_option(command, context);
  command.action([options, &context] {
    use_isa(context);
    context.status = run_task(*options);
  });
}

}  // namespace

Command task_command() {
  return {.name = "task",
          .summary = "Train one shard of a submitted sweep; batch scripts call it",
          .example = "tryall task sweep-cluster 3",
          .add = add_task};
}

}  // namespace tryall::cli
