#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "command.hpp"
#include "common_options.hpp"
#include "terminal/files.hpp"
#include "terminal/output.hpp"
#include "terminal/quantities.hpp"
#include "tracking_files.hpp"
#include "tryall/error.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/reports/tables/table.hpp"
#include "tryall/sweeps/run/progress.hpp"
#include "tryall/sweeps/space/name.hpp"
#include "tryall/sweeps/store/baselines.hpp"
#include "tryall/sweeps/store/record.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"
#include "tryall/tracking/freeze.hpp"
#include "tryall/train/metric.hpp"

namespace tryall::cli {
namespace {

struct BaselineOptions {
  std::string action, name, file, sweep, where, sql_timeout, format = "table";
  std::vector<std::string> metrics;
};

std::size_t run_count(const tracking::Baseline& baseline) {
  std::size_t runs = 0;
  for (const tracking::TrackedGroup& group : baseline.groups) runs += group.runs.size();
  return runs;
}

/// Whether the store has a baseline of that name, which is said before it is replaced.
bool is_taken(const Context& context, const std::string& name) {
  if (sweeps::is_empty_database(context.db)) return false;
  const auto all = reports::StoreReader(context.db).baselines();
  return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.name == name; });
}

void store_baseline(const Context& context, const tracking::Baseline& baseline) {
  if (baseline.groups.empty())
    throw Error(
        ErrorCode::bad_input,
        fmt::format("baseline {}: has no groups, so nothing could be checked against it", baseline.name));
  if (is_taken(context, baseline.name))
    note(fmt::format("replaces the earlier baseline '{}'\n", baseline.name));
  sweeps::save_baseline(context.db, {baseline.name, baseline.created_at, to_text(baseline)}, {.note = note});
  print(fmt::format("baseline {}: {} in {}\n", baseline.name, counted(run_count(baseline), "run"),
                    counted(baseline.groups.size(), "group")));
}

/// The store is closed again before the baseline goes into it.
tracking::Baseline frozen_groups(const Context& context, const BaselineOptions& options) {
  const double limit = sql_seconds(options.sql_timeout);
  const reports::StoreReader store(context.db);
  if (!options.where.empty()) store.limit_time(limit);
  reports::Selection selection{.where = options.where};
  std::vector<std::string> metrics = options.metrics;
  if (options.where.empty() || !options.sweep.empty()) {
    const reports::SweepRow sweep = store.sweep(options.sweep);
    selection.sweep = sweep.id;
    if (metrics.empty()) metrics = {sweep.metric};
  }
  for (const std::string& metric : metrics) static_cast<void>(find_metric(store.metrics(), metric));
  tracking::LeftOut left_out;
  tracking::Baseline baseline = tracking::freeze(store, selection, options.name, left_out);
  baseline.created_at = sweeps::now_text();
  baseline.metrics = std::move(metrics);
  if (left_out.no_results > 0)
    note(fmt::format("left out: {} without a result\n", counted(left_out.no_results, "run")));
  if (left_out.older_numerics > 0)
    note(fmt::format("left out: {} from numerics versions older than {}\n",
                     counted(left_out.older_numerics, "run"), baseline.numerics_version));
  std::size_t fewest = SIZE_MAX;
  for (const tracking::TrackedGroup& group : baseline.groups) fewest = std::min(fewest, group.runs.size());
  if (constexpr std::size_t least = 3; fewest < least)
    note(fmt::format("some groups have only {}: below {} seeds, a check can compare bits but not quality\n",
                     counted(fewest, "seed"), least));
  return baseline;
}

void list_baselines(const Context& context, const BaselineOptions& options) {
  reports::Table table{{"baseline", "created_at", "groups", "runs", "numerics_version", "metrics"}, {}};
  for (const sweeps::BaselineRecord& record : reports::StoreReader(context.db).baselines()) {
    const tracking::Baseline baseline = tracking::baseline_from_text(record.document, record.name);
    table.rows.push_back({record.name, record.created_at, static_cast<std::int64_t>(baseline.groups.size()),
                          static_cast<std::int64_t>(run_count(baseline)),
                          static_cast<std::int64_t>(baseline.numerics_version),
                          fmt::format("{}", fmt::join(baseline.metrics, " "))});
  }
  print(table_text(table, reports::format_from(options.format)));
}

/// A row per group: how many seeds, and the mean of those that completed, where there are any.
void show_baseline(const Context& context, const BaselineOptions& options) {
  const tracking::Baseline baseline = find_baseline(context, options.name);
  reports::Table table{{"group", "dataset", "seeds", "diverged", "metric", "mean"}, {}};
  for (const tracking::TrackedGroup& group : baseline.groups) {
    const std::string metric = !options.metrics.empty()    ? options.metrics.front()
                               : !baseline.metrics.empty() ? baseline.metrics.front()
                                                           : train::usual_objective(group.dataset.task).name;
    const std::size_t index = train::index_of(train::find_metric(metric));
    std::int64_t diverged = 0;
    sweeps::RunningStatistics values;
    for (const tracking::TrackedRun& run : group.runs) {
      diverged += run.result.outcome == train::Outcome::diverged ? 1 : 0;
      if (const double value = run.result.value(index);
          run.result.outcome == train::Outcome::completed && std::isfinite(value))
        values.add(value);
    }
    table.rows.push_back({group.key, group.dataset.name, static_cast<std::int64_t>(group.runs.size()),
                          diverged, metric,
                          values.count() > 0 ? reports::Cell(values.mean()) : reports::Cell()});
  }
  print(table_text(table, reports::format_from(options.format)));
}

void export_baseline(const Context& context, const BaselineOptions& options) {
  check_ending("baseline export", options.file, {"json"});
  check_outputs({{"baseline export", options.file}}, {});
  const std::string text = stored_baseline_text(context, options.name);
  if (options.file.empty()) return print(text);
  write_file(options.file, text);
  note(fmt::format("wrote {}\n", options.file));
}

void import_baseline(const Context& context, const BaselineOptions& options) {
  tracking::Baseline baseline = tracking::baseline_from_text(read_text(options.name), options.name);
  if (!options.file.empty()) baseline.name = options.file;
  if (const std::string complaint = sweeps::name_complaint(baseline.name); !complaint.empty())
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: {}: tryall baseline import FILE NAME", options.name, complaint));
  store_baseline(context, baseline);
}

/// Words that the action does not take.
void refuse_extra(const BaselineOptions& options) {
  const bool takes_name = options.action != "list",
             takes_file = options.action == "export" || options.action == "import";
  const std::string extra = takes_name ? (takes_file ? "" : options.file) : options.name;
  if (!extra.empty())
    throw Error(ErrorCode::bad_input,
                fmt::format("baseline {}: unexpected argument '{}'; see: tryall baseline --help",
                            options.action, extra));
}

void carry_out(const Context& context, const BaselineOptions& options) {
  refuse_extra(options);
  if (options.action == "list") return list_baselines(context, options);
  if (options.name.empty())
    throw Error(ErrorCode::bad_input, fmt::format("baseline {}: {} is missing", options.action,
                                                  options.action == "import" ? "the file" : "the name"));
  if (const std::string complaint = sweeps::name_complaint(options.name);
      options.action == "set" && !complaint.empty())
    throw Error(ErrorCode::bad_input, "baseline set: " + complaint);
  if (options.action == "set") return store_baseline(context, frozen_groups(context, options));
  if (options.action == "show") return show_baseline(context, options);
  if (options.action == "export") return export_baseline(context, options);
  import_baseline(context, options);
}

void add_baseline(CommandLine& command, Context& context) {
  auto options = std::make_shared<BaselineOptions>();
  command.option("action", options->action, "set, list, show, export or import")
      .required()
      .one_of({"set", "list", "show", "export", "import"});
  command.option("name", options->name,
                 "Name of the baseline; for import, its file, optionally followed by a new name");
  command.option("file", options->file, "For export: file to write; by default standard output");
  add_db_option(command, context);
  add_sweep_option(command, options->sweep, "Freeze this sweep's groups",
                   "by default those of the last sweep");
  add_sql_timeout_option(command, options->sql_timeout, "a condition of --where");
  command.option("--where", options->where,
                 "Freeze the runs that match this SQL condition on the columns of v_runs");
  command
      .option(
          "--metric", options->metrics,
          "Metrics that checks judge by; by default the sweep's objective, or the usual metric for the data")
      .comma_separated()
      .suggest(train::metric_names);
  add_format_option(command, options->format);
  command.action([options, &context] { carry_out(context, *options); });
}

}  // namespace

Command baseline_command() {
  return {.name = "baseline",
          .summary = "Freeze groups under a name, to compare later results with",
          .example = "tryall baseline set main --sweep first",
          .add = add_baseline};
}

}  // namespace tryall::cli
