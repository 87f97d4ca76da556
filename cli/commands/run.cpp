#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "command.hpp"
#include "common_options.hpp"
#include "named_things.hpp"
#include "sweep_options.hpp"
#include "terminal/live.hpp"
#include "terminal/output.hpp"
#include "terminal/quantities.hpp"
#include "tryall/error.hpp"
#include "tryall/reports/query/leaderboard.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/reports/tables/table.hpp"
#include "tryall/sweeps/plan/sharding.hpp"
#include "tryall/sweeps/run/execute.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"
#include "work.hpp"

namespace tryall::cli {
namespace {

struct RunOptions : SweepOptions {
  int jobs = default_jobs();
  double checkpoint_every = 5;
  std::string budget, timeout, memory, shard, keep_checkpoints = "1G";
  std::vector<std::string> retry;
  bool quiet = false;
};

std::string repeat_command(const Context& context, const RunOptions& options) {
  std::string command = "tryall run " + options.spec;
  for (const std::string& set : options.set) command += " --set '" + set + "'";
  const Context usual = context_from_environment();
  if (context.db != usual.db) command += " --db " + context.db.string();
  if (context.data != usual.data) command += " --data " + context.data.string();
  const auto add = [&](const char* option, const std::string& value) {
    if (!value.empty()) command += fmt::format(" {} {}", option, value);
  };
  add("--budget", options.budget);
  add("--timeout", options.timeout);
  add("--memory", options.memory);
  add("--shard", options.shard);
  if (options.keep_checkpoints != RunOptions().keep_checkpoints)
    add("--keep-checkpoints", options.keep_checkpoints);
  return command;
}

std::vector<train::Outcome> outcomes_to_retry(const RunOptions& options) {
  std::vector<train::Outcome> outcomes;
  for (const std::string& name : options.retry)
    outcomes.push_back(name == "failed" ? train::Outcome::failed : train::Outcome::timed_out);
  return outcomes;
}

std::string closing_text(const Work& work, const sweeps::Summary& summary) {
  const std::size_t runs = summary.budget_spent ? work.remaining.runs : summary.stored;
  std::string text = fmt::format("{}: {} of {}", summary.budget_spent ? "stored" : "done", summary.stored,
                                 counted(runs, "run"));
  if (summary.diverged) text += fmt::format(", {} diverged", summary.diverged);
  if (summary.failed)
    text += fmt::format(
        ", {} failed now (see: tryall query --where \"outcome = 'failed'\"; to retry: --retry failed)",
        summary.failed);
  if (summary.timed_out)
    text += fmt::format(", {} ran out of time (to retry: --retry timed_out)", summary.timed_out);
  if (summary.elsewhere)
    text += fmt::format("; {} trained in the meantime by other processes", summary.elsewhere);
  text +=
      fmt::format("; {} trained now in {}", summary.trained, reports::duration_text(summary.wall_seconds));
  return work.costs.known() ? text + fmt::format(" (estimate: {})", estimate_text(work)) : text;
}

/// The option's amount, if it was given.
template <class Parse>
std::optional<double> limit(const std::string& text, const char* option, Parse parse) {
  return text.empty() ? std::nullopt : std::optional(parse(text, option));
}

/// "3/8": the third of eight.
struct ShardPlace {
  std::size_t number = 0, count = 0;
};

ShardPlace shard_from(const std::string& text) {
  ShardPlace place;
  const char* const end = text.data() + text.size();
  const auto [slash, error] = std::from_chars(text.data(), end, place.number);
  if (error == std::errc() && slash != end && *slash == '/') {
    const auto [rest, second] = std::from_chars(slash + 1, end, place.count);
    if (second == std::errc() && rest == end && place.number >= 1 && place.number <= place.count)
      return place;
  }
  throw Error(ErrorCode::bad_input,
              fmt::format("--shard: expected a part such as 3/8, the third of eight, not '{}'", text));
}

/// The plan, or the shard of it. Every machine divides alike: an epoch counts as one, whatever it takes.
sweeps::Plan part_to_train(sweeps::Plan plan, const RunOptions& options, const sweeps::Trainer& trainer) {
  if (options.shard.empty()) return plan;
  const ShardPlace place = shard_from(options.shard);
  if (plan.adapts())
    throw Error(ErrorCode::bad_input,
                fmt::format("--shard: what the search '{}' trains depends on results of all shards; "
                            "tryall submit trains it on a cluster, round after round",
                            plan.sweep.search.name));
  const auto shards =
      make_shards(plan, plan.missing({}), {}, {.count = place.count, .keeps_beginnings = trainer.resumes()});
  return part_of(plan,
                 place.number <= shards.size() ? shards[place.number - 1].runs : std::vector<std::size_t>());
}

/// A run that does not fit is trained all the same, but by itself.
void warn_of_memory(const sweeps::Plan& plan, const Work& work, const std::string& limit, double bytes) {
  std::size_t count = 0;
  double largest = 0;
  for (const std::size_t run : work.remaining.next) {
    const double one = work.costs.bytes(plan.runs[run].group);
    if (one > bytes) ++count;
    largest = std::max(largest, one);
  }
  if (count > 0)
    note(fmt::format("--memory {}: {} more than that, the largest about {}; each is trained by itself\n",
                     limit, count == 1 ? "1 run needs" : counted(count, "run") + " need",
                     bytes_text(largest)));
}

void print_leaderboard(const Context& context, const sweeps::Plan& plan) {
  constexpr std::size_t shown = 10, most_runs = 100'000;  // whose groups are read as a whole
  if (plan.runs.size() > most_runs) return note("the leaderboard: tryall query --top 10\n");
  const reports::StoreReader store(context.db);
  const reports::SweepRow sweep = sweep_of(store, plan);
  const auto groups = store.groups({.sweep = sweep.id});
  const auto board = reports::rank(groups, {sweep.metric, sweep.direction, shown}, store.vocabulary(),
                                   [&](std::int64_t id) { return store.dataset(id); });
  print(table_text(reports::table_for_people(board), reports::Format::table));
  for (const std::string& line : reports::leaderboard_notes(board)) note(line + "\n");
  for (const std::string& line : reports::self_checks(board)) note(line + "\n");
  if (groups.size() > shown)
    note(fmt::format("... {} of {} groups shown; all: tryall query\n", shown, groups.size()));
}

int run_sweep(const Context& context, const RunOptions& options) {
  const sweeps::Budget budget = options.budget.empty() ? sweeps::Budget{} : budget_from(options.budget);
  const auto memory_bytes = limit(options.memory, "--memory", bytes_from);
  const auto run_seconds = limit(options.timeout, "--timeout", seconds_from);
  const double checkpoint_bytes =
      options.keep_checkpoints == "0" ? 0 : bytes_from(options.keep_checkpoints, "--keep-checkpoints");
  use_isa(context);
  sweeps::NativeTrainer trainer(context.data);
  const sweeps::Plan plan = part_to_train(make_plan(options, trainer), options, trainer);
  if (!options.quiet) {
    show_notes(trainer.notes());
    if (options.shard.empty()) note(merged_text(plan));
  }
  const std::vector<train::Outcome> again = outcomes_to_retry(options);
  const Work work = work_of(context, plan, trainer,
                            {.jobs = options.jobs,
                             .again = again,
                             .estimate_seconds = options.quiet && options.memory.empty() ? 0 : 0.5});
  const std::string edited = options.quiet ? "" : edited_text(context, plan, "both are kept");
  Live live(options.quiet);
  sweeps::SqliteStore store(context.db, {.note = [&](const std::string& line) { live.say(line); }},
                            static_cast<std::int64_t>(checkpoint_bytes));
  if (!options.quiet) note(edited + work_text(plan, work) + "\n");
  if (memory_bytes) warn_of_memory(plan, work, options.memory, *memory_bytes);

  const sweeps::ExecuteOptions execute_options{
      .trainer = trainer,
      .store = store,
      .jobs = work.jobs,
      .stop = live.stop(),
      .show = live.show(),
      .checkpoint_every =
          std::chrono::milliseconds(static_cast<std::int64_t>(1000 * options.checkpoint_every)),
      .budget = budget,
      .costs = work.costs,
      .memory_bytes = memory_bytes,
      .run_seconds = run_seconds,
      .again = again};
  const sweeps::Summary summary = sweeps::execute(plan, execute_options);
  live.finish();
  if (summary.interrupted) {
    note(fmt::format("stopped after {}, all stored. Go on with: {}\n", counted(summary.trained, "run"),
                     repeat_command(context, options)));
    return interrupted;
  }
  if (!options.quiet) note(closing_text(work, summary) + "\n");
  if (summary.budget_spent && summary.trained == 0 && budget.epochs && !budget.seconds)
    note(fmt::format("the budget of {} is too small for the next run, which has more epochs; give it more\n",
                     options.budget));
  else if (summary.budget_spent)
    note(fmt::format("the budget of {} is spent. Go on with: {}\n", options.budget,
                     repeat_command(context, options)));
  if (!options.quiet) print_leaderboard(context, plan);
  return summary.failed > 0 ? failed : fine;
}

void add_run(CommandLine& command, Context& context) {
  auto options = std::make_shared<RunOptions>();
  add_sweep_options(command, *options);
  add_db_option(command, context);
  add_data_option(command, context);
  add_isa_option(command, context);
  add_jobs_option(command, options->jobs);
  command
      .option("--checkpoint-every", options->checkpoint_every,
              "Seconds between checkpoints of a run in progress, from which it resumes if it is killed")
      .between(0.0, 86400.0)
      .show_default();
  command
      .option("--keep-checkpoints", options->keep_checkpoints,
              "Limit for checkpoints beside the store (4G; 0: only those of runs in progress): beyond it the "
              "oldest final ones are removed")
      .show_default();
  command.option("--budget", options->budget,
                 "Stop after this much, most informative runs first: a time (10m), runs (500runs), epochs "
                 "(2000epochs), or several joined by commas");
  command.option("--timeout", options->timeout,
                 "Stop a run that takes longer and store it as timed_out: 90s, 10m");
  command.option(
      "--memory", options->memory,
      "Memory limit for all runs in progress, not counting the data: 4G; a run starts only if it fits, "
      "and one that needs more is trained by itself");
  command.option("--shard", options->shard,
                 "Train one of several parts of the sweep: 3/8; each into a store of its own, to be merged "
                 "with tryall merge");
  command.option("--retry", options->retry, "Train runs with this stored outcome again: failed, timed_out")
      .one_word_per_use()
      .comma_separated()
      .one_of({"failed", "timed_out"});
  command.flag("--quiet,-q", options->quiet, "Print only errors");
  command.action([options, &context] { context.status = run_sweep(context, *options); });
}

}  // namespace

Command run_command() {
  return {.name = "run",
          .summary = "Train the runs of a sweep that are not stored yet",
          .example = "tryall run sweeps/recipes/first.json --jobs 2 --set learning_rate=log:1e-3:1:4",
          .add = add_run};
}

}  // namespace tryall::cli
