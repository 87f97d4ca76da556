#include "cluster/submission.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "repository.hpp"
#include "terminal/files.hpp"
#include "terminal/output.hpp"
#include "terminal/quantities.hpp"
#include "tryall/error.hpp"

namespace tryall::cli {
namespace {

namespace fs = std::filesystem;

/// Everything of a script above what it is for.
std::string script_beginning(const Engine& engine, const Job& job, const JobRecord& record,
                             const std::string& purpose) {
  return fmt::format(
      "#!/bin/bash\n{}\n# {}\n# Written by `tryall submit`; it can be submitted again by hand.\n"
      "cd {} || exit 4\n",
      engine.header(job), purpose, quoted(record.working_folder));
}

/// What a task does. It is told to stop before its time is over: it keeps what it has and asks for another
/// turn, unless somebody cancelled the sweep.
std::string array_script(const Engine& engine, const Job& job, const JobFolder& folder,
                         const JobRecord& record, std::size_t submission, std::size_t first) {
  std::string text = script_beginning(engine, job, record,
                                      fmt::format("Shards {} to {} of {}, one a task.", first,
                                                  first + job.tasks - 1, folder.path().string()));
  text += fmt::format("shard=$(({} + {}))\n", engine.index_variable(), first);
  text += fmt::format("attempt=\"{}\"\n", engine.attempt_name());
  text += "echo \"shard $shard, attempt $attempt on $(uname -n)\"\n";
  text += R"(task= told=
trap 'told=yes; signalled=yes; [ -z "$task" ] || kill -TERM "$task"' TERM
)";
  text +=
      fmt::format("{} task {} \"$shard\" --submission {} --attempt \"$attempt\" --jobs \"{}\" &\n",
                  quoted(record.program), quoted(folder.path().string()), submission, engine.processors());
  text += R"(task=$!
while :; do
  signalled=
  wait "$task"
  status=$?
  [ -n "$signalled" ] || break
done
)";
  text += fmt::format(
      "case $status in\n  130 | 143) # it was stopped; what it has published stays\n"
      "    if [ -n \"$told\" ] && [ ! -e {} ]; then {}; fi ;;\nesac\n",
      quoted(folder.cancelled().string()), engine.requeue_command());
  return text + "exit \"$status\"\n";
}

/// Where the search adapts, what is next depends on what was collected.
std::string merge_script(const Engine& engine, const Job& job, const JobFolder& folder,
                         const JobRecord& record, bool adapts) {
  const std::string program = quoted(record.program), path = quoted(folder.path().string());
  std::string text = script_beginning(engine, job, record, "Merges what the tasks have stored.");
  text += fmt::format("{} collect {}", program, path);
  if (adapts)
    text += fmt::format(" || exit\n[ ! -e {} ] || exit 0\n{}\n{} submit {}",
                        quoted(folder.cancelled().string()), engine.forget_attempt(), program, path);
  return text + "\n";
}

ScriptFile array_file(const JobFolder& folder, const JobRecord& record, const Engine& engine,
                      const PlannedSubmission& planned, std::size_t array) {
  const std::size_t first = array * planned.chunk;
  const std::size_t tasks = std::min(planned.chunk, planned.shards.size() - first);
  ScriptFile file;
  file.job = {.name = "tryall " + record.name,
              .script = folder.submission(planned.number) / fmt::format("array-{}.sh", array + 1),
              .log = folder.array_log(planned.number, array),
              .tasks = tasks,
              .at_once = planned.shards.size() > record.nodes ? record.nodes : 0,
              .can_be_stopped = true,
              .options = record.options};
  file.text = array_script(engine, file.job, folder, record, planned.number, first + 1);
  return file;
}

std::vector<std::string> keys_of(const sweeps::Plan& plan, const sweeps::Shard& shard) {
  std::vector<std::string> keys;
  for (const std::size_t run : shard.runs) keys.push_back(plan.runs[run].key.hex());
  return keys;
}

void write_submission_files(const JobFolder& folder, const sweeps::Plan& plan,
                            const PlannedSubmission& planned) {
  for (std::size_t i = 0; i < planned.shards.size(); ++i)
    folder.shard(planned.number, i + 1).make(keys_of(plan, planned.shards[i]));
  write_file(folder.submission(planned.number) / "shards.csv",
             reports::render(planned.table, reports::Format::csv));
  for (const ScriptFile& file : planned.arrays) write_file(file.job.script, file.text);
  write_file(planned.merge.job.script, planned.merge.text);
}

reports::Table shard_table(const PlannedSubmission& planned, const Work& work) {
  reports::Table table{{"shard", "array", "index", "runs", work.costs.known() ? "seconds" : "epochs"}, {}};
  for (std::size_t i = 0; i < planned.shards.size(); ++i)
    table.rows.push_back({static_cast<std::int64_t>(i + 1), static_cast<std::int64_t>(i / planned.chunk + 1),
                          static_cast<std::int64_t>(i % planned.chunk),
                          static_cast<std::int64_t>(planned.shards[i].runs.size()), planned.shards[i].cost});
  return table;
}

}  // namespace

PlannedSubmission plan_submission(const JobFolder& folder, const JobRecord& record, const sweeps::Plan& plan,
                                  const Work& work, const Engine& engine) {
  PlannedSubmission planned;
  planned.number = record.submissions.size() + 1;
  planned.shards = make_shards(plan, work.remaining.next, work.costs, {.count = record.shards});
  planned.chunk = engine.most_tasks();
  planned.table = shard_table(planned, work);
  for (std::size_t first = 0; first < planned.shards.size(); first += planned.chunk)
    planned.arrays.push_back(array_file(folder, record, engine, planned, first / planned.chunk));
  planned.merge.job = {.name = "tryall merge " + record.name,
                       .script = folder.submission(planned.number) / "merge.sh",
                       .log = folder.merge_log(planned.number),
                       .options = record.options};
  planned.merge.text = merge_script(engine, planned.merge.job, folder, record, plan.adapts());
  return planned;
}

void submit(const JobFolder& folder, JobRecord record, const sweeps::Plan& plan,
            const PlannedSubmission& planned, Engine& engine) {
  write_submission_files(folder, plan, planned);
  std::error_code ignored;
  fs::remove(folder.cancelled(), ignored);
  record.submissions.push_back(
      {.shards = planned.shards.size(), .chunk = planned.chunk, .arrays = {}, .merge = {}});
  folder.write(record);
  Submission& submission = record.submissions.back();
  try {
    for (const ScriptFile& file : planned.arrays) {
      submission.arrays.push_back(engine.submit(file.job, {}));
      folder.write(record);
    }
    const std::string merge = engine.submit(planned.merge.job, submission.arrays);
    JobRecord latest = folder.record();  // the merge may have run by now, and submitted the next round
    latest.submissions.at(planned.number - 1).merge = merge;
    folder.write(latest);
  } catch (const Error& error) {
    throw Error(error.code(),
                fmt::format("{}\n{} of {} were submitted, and nothing will merge them by itself. Later: "
                            "tryall collect {}, then tryall submit {} for what is missing",
                            error.what(), submission.arrays.size(), counted(planned.arrays.size(), "array"),
                            folder.path().string(), folder.path().string()));
  }
}

}  // namespace tryall::cli
