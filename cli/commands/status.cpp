#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cluster/engine.hpp"
#include "cluster/folder_status.hpp"
#include "cluster/job_folder.hpp"
#include "command.hpp"
#include "common_options.hpp"
#include "terminal/files.hpp"
#include "terminal/output.hpp"
#include "terminal/quantities.hpp"
#include "tryall/error.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/reports/tables/table.hpp"
#include "tryall/sweeps/run/status.hpp"

namespace tryall::cli {
namespace {

using sweeps::SessionFacts;
using sweeps::SweepFacts;

struct StatusOptions {
  std::string folder, sweep, format = "table";
  std::optional<std::size_t> log;
};

std::size_t living(const SweepFacts& sweep) {
  std::size_t count = 0;
  for (const SessionFacts& session : sweep.sessions) count += session.alive ? 1 : 0;
  return count;
}

reports::Table sweeps_table(const std::vector<SweepFacts>& sweeps) {
  reports::Table table{
      {"sweep", "started_at", "runs", "stored", "diverged", "failed", "timed_out", "processes"}, {}};
  const auto integer = [](std::size_t count) { return static_cast<std::int64_t>(count); };
  for (const SweepFacts& sweep : sweeps)
    table.rows.push_back({sweep.name, sweep.started_at, integer(sweep.runs), integer(sweep.stored),
                          integer(sweep.diverged), integer(sweep.failed), integer(sweep.timed_out),
                          integer(living(sweep))});
  return table;
}

std::string session_text(const SessionFacts& session) {
  const std::string who = fmt::format("process {} on {}", session.process.pid, session.process.host);
  if (!session.alive)
    return fmt::format("  {}: died; last seen at {}. `tryall run` resumes its work\n", who, session.seen_at);
  std::string text = fmt::format("  {}, {} at a time, since {}", who, session.jobs, session.started_at);
  constexpr double usual_silence = 10;
  if (session.silent_seconds > usual_silence)
    text += fmt::format(", silent for {}", reports::duration_text(session.silent_seconds));
  text += "\n";
  for (const std::string& line : progress_lines(session.progress))
    if (!line.empty()) text += "  " + line + "\n";
  return text;
}

std::string sweep_text(const SweepFacts& sweep) {
  std::string text = fmt::format("{}: {} of {} runs stored", sweep.name, sweep.stored, sweep.runs);
  for (const auto& [count, what] : {std::pair(sweep.diverged, "diverged"), std::pair(sweep.failed, "failed"),
                                    std::pair(sweep.timed_out, "out of time")})
    if (count > 0) text += fmt::format(", {} {}", count, what);
  text += living(sweep) > 0           ? "; running\n"
          : sweep.stored < sweep.runs ? fmt::format("; not running, last started at {}\n", sweep.started_at)
                                      : "; done\n";
  for (const SessionFacts& session : sweep.sessions) text += session_text(session);
  return text;
}

/// Those of the name: one, or with NAME for several all of them.
std::vector<SweepFacts> of_name(std::vector<SweepFacts> all, const reports::StoreReader& store,
                                const std::string& name) {
  const reports::SweepRow found = store.sweep(name);
  std::vector<std::string> labels = {found.label};
  for (const reports::SweepRow& sweep : store.sweeps())
    if (sweep.name == name) labels.push_back(sweep.label);
  std::erase_if(all, [&](const SweepFacts& sweep) {
    return std::find(labels.begin(), labels.end(), sweep.name) == labels.end();
  });
  return all;
}

int show_status(const Context& context, const StatusOptions& options) {
  const reports::Format format = reports::format_from(options.format);
  const reports::StoreReader store(context.db);
  std::vector<SweepFacts> sweeps = store.status();
  if (!options.sweep.empty()) sweeps = of_name(std::move(sweeps), store, options.sweep);
  if (format != reports::Format::table) {
    print(table_text(sweeps_table(sweeps), format));
    return fine;
  }
  if (sweeps.empty()) note("the store has no sweep yet; start one with: tryall run SPEC\n");
  for (const SweepFacts& sweep : sweeps) print(sweep_text(sweep));
  return fine;
}

int show_log(const JobFolder& folder, const JobRecord& record, std::size_t shard) {
  if (record.submissions.empty() || shard < 1 || shard > record.submissions.back().shards)
    throw Error(
        ErrorCode::bad_input,
        fmt::format("--log {}: the last submission has {}", shard,
                    counted(record.submissions.empty() ? 0 : record.submissions.back().shards, "shard")));
  const std::filesystem::path log = folder.shard_log(record, record.submissions.size(), shard);
  if (std::error_code ignored; !std::filesystem::exists(log, ignored))
    throw Error(ErrorCode::not_enough_data,
                fmt::format("{}: is not there yet; no task has begun with the shard", log.string()));
  print(read_text(log));
  return fine;
}

/// Of a sweep on a cluster.
int show_folder(const StatusOptions& options) {
  const reports::Format format = reports::format_from(options.format);
  const JobFolder folder(options.folder);
  const JobRecord record = folder.record();
  if (options.log) return show_log(folder, record, *options.log);
  const FolderStatus status = status_of(folder, record, *make_slurm());
  if (!status.trouble.empty()) note(status.trouble + "; what the tasks have published is shown\n");
  if (format == reports::Format::table) print(status_text(folder, record, status) + "\n");
  print(table_text(status_table(status), format));
  return fine;
}

void add_status(CommandLine& command, Context& context) {
  auto options = std::make_shared<StatusOptions>();
  command.option("folder", options->folder,
                 "The folder of a sweep that tryall submit has submitted: show its tasks instead");
  command.option("--log", options->log, "With FOLDER: print this shard's log");
  add_db_option(command, context);
  add_sweep_option(command, options->sweep, "Only this sweep", "");
  add_format_option(command, options->format);
  command.action([options, &context] {
    if (options->log && options->folder.empty())
      throw Error(ErrorCode::bad_input,
                  "--log: name the folder of the sweep, too: tryall status FOLDER --log 3");
    context.status = options->folder.empty() ? show_status(context, *options) : show_folder(*options);
  });
}

}  // namespace

Command status_command() {
  return {.name = "status",
          .summary = "Show the progress of sweeps, including those running in other terminals",
          .example = "tryall status",
          .add = add_status};
}

}  // namespace tryall::cli
