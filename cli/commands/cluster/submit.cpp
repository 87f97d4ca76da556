#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "cluster/collect.hpp"
#include "cluster/engine.hpp"
#include "cluster/folder_status.hpp"
#include "cluster/job_folder.hpp"
#include "cluster/submission.hpp"
#include "command.hpp"
#include "common_options.hpp"
#include "sweep_options.hpp"
#include "terminal/files.hpp"
#include "terminal/output.hpp"
#include "terminal/quantities.hpp"
#include "tryall/error.hpp"
#include "work.hpp"

namespace tryall::cli {
namespace {

namespace fs = std::filesystem;

struct SubmitOptions {
  std::string spec, folder;
  std::vector<std::string> set, options;
  std::size_t nodes = 1, shards = 0;
  double checkpoint_every = 60;
  bool dry_run = false;
};

/// Options of sbatch stand in a script, a line each.
void check_options(const std::vector<std::string>& options) {
  for (const std::string& option : options)
    if (!option.starts_with('-') || option.find('\n') != std::string::npos)
      throw Error(
          ErrorCode::bad_input,
          fmt::format("--sbatch: expected an option such as --sbatch=--time=2:00:00, not '{}'", option));
}

JobRecord new_record(const Context& context, const SubmitOptions& options, const std::string& name) {
  return {.name = name,
          .set = options.set,
          .working_folder = fs::current_path().string(),
          .data = fs::absolute(context.data).lexically_normal().string(),
          .program = fs::read_symlink("/proc/self/exe").string(),
          .nodes = options.nodes,
          .shards = options.shards == 0 ? options.nodes : options.shards,
          .checkpoint_every = options.checkpoint_every,
          .options = options.options,
          .submissions = {}};
}

void show_dry_run(const PlannedSubmission& planned, const Engine& engine) {
  print(table_text(planned.table, reports::Format::table) + "\n");
  for (const ScriptFile& file : planned.arrays)
    print(fmt::format("{}:\n{}\n", file.job.script.string(), file.text));
  print(fmt::format("{}:\n{}\n", planned.merge.job.script.string(), planned.merge.text));
  std::vector<std::string> ids;
  for (const ScriptFile& file : planned.arrays) {
    ids.push_back(fmt::format("ID{}", ids.size() + 1));
    print(engine.submit_command(file.job, {}) + "\n");
  }
  print(engine.submit_command(planned.merge.job, ids) + "\n");
}

/// Submits what of the plan is not in the store.
int submit_missing(const JobFolder& folder, const JobRecord& record, const sweeps::Plan& plan,
                   sweeps::Trainer& trainer, const fs::path& store, bool dry_run) {
  Context context;
  context.db = store;
  const Work work =
      work_of(context, plan, trainer, {.jobs = static_cast<int>(record.nodes), .estimate_seconds = 1.0});
  note(work_text(plan, work) + "\n");
  if (work.remaining.next.empty()) {
    note(fmt::format("complete: {}\n", folder.store().string()));
    return fine;
  }
  const auto engine = make_slurm();
  const PlannedSubmission planned = plan_submission(folder, record, plan, work, *engine);
  if (dry_run) {
    show_dry_run(planned, *engine);
    return fine;
  }
  submit(folder, record, plan, planned, *engine);
  note(fmt::format("submitted {} in {}; follow with: tryall status {}\n",
                   counted(planned.shards.size(), "shard"), counted(planned.arrays.size(), "array"),
                   folder.path().string()));
  return fine;
}

/// The sweep of a file, in a folder that is made for it.
int submit_new(const Context& context, const SubmitOptions& options) {
  sweeps::NativeTrainer trainer(context.data);
  const sweeps::Plan plan = make_plan({options.spec, options.set}, trainer);
  show_notes(trainer.notes());
  const JobFolder folder(options.folder.empty() ? fs::path(options.spec).stem().string() + "-cluster"
                                                : options.folder);
  const JobRecord record = new_record(context, options, plan.sweep.name);
  if (!options.dry_run) {
    make_slurm()->check();
    folder.make(record, sweep_text(options.spec, plan.sweep.name));
  }
  const ScratchFolder scratch;
  return submit_missing(folder, record, plan, trainer, scratch.path() / "none.db", options.dry_run);
}

/// Two tasks at a run would harm nothing, but waste a machine.
void refuse_while_running(const JobFolder& folder, const JobRecord& record, Engine& engine) {
  if (record.submissions.empty()) return;
  std::size_t waiting = 0;
  for (const EngineTask& task : engine.tasks(record.submissions.back().arrays))
    if (is_in_queue(task.state)) ++waiting;
  if (waiting > 0)
    throw Error(ErrorCode::bad_input,
                fmt::format("{0}: {1} still in the queue; wait for them (tryall status {0}) or end them "
                            "(tryall cancel {0}) first",
                            folder.path().string(),
                            waiting == 1 ? "1 task is" : fmt::format("{} tasks are", waiting)));
}

/// What is missing of a sweep that was submitted before: of a search that adapts, its next round.
int submit_again(const JobFolder& folder, bool dry_run) {
  const JobRecord record = folder.record();
  const auto engine = make_slurm();
  if (!dry_run) refuse_while_running(folder, record, *engine);
  const ScratchFolder scratch;
  const fs::path store = scratch.path() / "collected.db";
  const Collected collected = collect(folder, record, store);
  for (const DamagedStore& damaged : collected.damaged)
    note(fmt::format("{}: is damaged and was left out: {}\n", damaged.file.string(), damaged.why));
  if (!dry_run) keep_collected(folder, collected, store);
  sweeps::NativeTrainer trainer(record.data);
  const sweeps::Plan plan = plan_of(folder, record, trainer);
  return submit_missing(folder, record, plan, trainer, store, dry_run);
}

int submit_sweep(const Context& context, const SubmitOptions& options) {
  check_options(options.options);
  std::error_code ignored;
  if (fs::is_directory(options.spec, ignored)) return submit_again(JobFolder(options.spec), options.dry_run);
  return submit_new(context, options);
}

void add_submit(CommandLine& command, Context& context) {
  auto options = std::make_shared<SubmitOptions>();
  command
      .option("spec", options->spec,
              "The sweep's JSON file; or the folder of a sweep that was submitted before, to submit what is "
              "missing")
      .required();
  command
      .option("--set", options->set,
              "Override the values of an axis: axis=v1,v2, axis=log:1e-4:1:9 or seed=0..4; repeatable")
      .one_word_per_use()
      .suggest(set_beginnings);
  command.option("--nodes", options->nodes, "Number of tasks that run at the same time")
      .between(1, 100000)
      .show_default();
  command
      .option("--shards", options->shards,
              "Number of parts that the runs are divided into, a task each; by default as many as --nodes")
      .between(1, 1000000);
  command
      .option("--sbatch", options->options,
              "An option of sbatch for every job: --sbatch=--time=2:00:00; repeatable")
      .one_word_per_use();
  command.option("--folder", options->folder,
                 "Folder for all files, on a file system that all nodes see; by default SPEC-cluster");
  command
      .option("--checkpoint-every", options->checkpoint_every,
              "At most this many seconds of work are lost if a node dies")
      .between(0.2, 86400.0)
      .show_default();
  add_data_option(command, context);
  command.flag("--dry-run", options->dry_run,
               "Print shards, scripts and commands; write nothing and submit nothing");
  command.action([options, &context] { context.status = submit_sweep(context, *options); });
}

}  // namespace

Command submit_command() {
  return {.name = "submit",
          .summary = "Train a sweep on a Slurm cluster",
          .example = "tryall submit sweep.json --nodes 8 --sbatch=--time=2:00:00 --sbatch=--cpus-per-task=16",
          .add = add_submit};
}

}  // namespace tryall::cli
