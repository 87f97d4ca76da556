#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "command.hpp"
#include "common_options.hpp"
#include "history_tables.hpp"
#include "repository.hpp"
#include "terminal/files.hpp"
#include "terminal/output.hpp"
#include "tracking_files.hpp"
#include "tryall/error.hpp"
#include "tryall/reports/figures/figure.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/reports/tables/json_text.hpp"
#include "tryall/reports/tables/table.hpp"
#include "tryall/tracking/history.hpp"
#include "tryall/train/metric.hpp"

namespace tryall::cli {
namespace {

struct HistoryOptions {
  tracking::HistoryQuestion question = {};
  statistics::ChangePointOptions points = {};
  std::vector<std::string> stores;
  std::string csv, column, direction, by = "commit", format = "table";
  std::string annotations, accept, why, order = "commits", repository = ".", sql_timeout;
  std::vector<std::string> margins;
};

nlohmann::json to_json(const statistics::ChangePoint& point) {
  return {{"index", point.index},
          {"mean_before", point.mean_before},
          {"mean_after", point.mean_after},
          {"deviation_before", point.deviation_before},
          {"deviation_after", point.deviation_after},
          {"relative_change", point.relative_change},
          {"p", point.p}};
}

/// The change points of any series; worse where a direction is given and one is.
int show_series(const HistoryOptions& options) {
  if (options.column.empty()) throw Error(ErrorCode::bad_input, "--csv: name a column with --column");
  const auto values = tracking::csv_column(read_text(options.csv), options.column, options.csv);
  const auto points = statistics::change_points(values, options.points);
  const auto direction = direction_from(options.direction);
  bool any_worse = false;
  nlohmann::json list = nlohmann::json::array();
  reports::Table table{{"index", "mean_before", "mean_after", "relative_change", "p", "verdict"}, {}};
  for (const statistics::ChangePoint& point : points) {
    const bool up = point.mean_after > point.mean_before;
    const bool worse = direction && up != (*direction == train::Direction::maximize);
    any_worse = any_worse || worse;
    const std::string verdict = !direction ? "changed" : worse ? "worse" : "better";
    list.push_back(to_json(point));
    list.back()["verdict"] = verdict;
    table.rows.push_back({static_cast<std::int64_t>(point.index), point.mean_before, point.mean_after,
                          point.relative_change, point.p, verdict});
  }
  if (options.format == "json")
    print(reports::json_text(
              nlohmann::json{{"column", options.column}, {"values", values.size()}, {"change_points", list}},
              1) +
          "\n");
  else
    print(table_text(table, reports::format_from(options.format)));
  return any_worse ? regression : fine;
}

/// What the table has no room for.
void say_notes(const tracking::History& history) {
  if (!history.order_note.empty()) note(history.order_note + "\n");
  const bool any_change = std::any_of(history.series.begin(), history.series.end(),
                                      [](const auto& series) { return !series.changes.empty(); });
  if (any_change && history.series.size() > 1)
    note(
        "brackets: the 95 % interval of each difference by itself; verdicts allow for all groups that change "
        "at a "
        "point (Holm)\n");
  const std::string& newest = history.order.back().when;
  std::size_t ended = 0;
  for (const tracking::HistorySeries& series : history.series) {
    ended += series.points.back().when == newest ? 0 : 1;
    for (const tracking::Change& change : series.changes)
      if (!change.note.empty())
        note(fmt::format("{} at {}: {}: {}\n", series.label, series.points[change.point].when,
                         change_text(change), change.note));
  }
  if (ended > 0)
    note(fmt::format("{} of {} groups {} no run at the newest point, {}\n", ended, history.series.size(),
                     ended == 1 ? "has" : "have", newest));
}

tracking::HistoryQuestion question_of(const Context& context, const HistoryOptions& options) {
  tracking::HistoryQuestion question = options.question;
  question.stores.assign(options.stores.begin(), options.stores.end());
  if (question.stores.empty()) question.stores = {context.db};
  if (!question.where.empty()) question.sql_seconds = sql_seconds(options.sql_timeout);
  question.by_date = options.by == "date";
  question.order = options.order == "time"     ? tracking::PointOrder::time
                   : options.order == "stores" ? tracking::PointOrder::stores
                                               : tracking::PointOrder::commits;
  question.repository = order_of(options.repository);
  question.rules.points = options.points;
  question.rules.direction = direction_from(options.direction);
  read_margins(options.margins, question.rules.judge);
  if (question.metric.empty()) {
    const reports::SweepRow sweep =
        reports::StoreReader::unchanged(question.stores.front()).sweep(question.sweep);
    question.metric = sweep.metric;
    if (!question.rules.direction) question.rules.direction = sweep.direction;
  }
  return question;
}

/// Throws Error for a change at what is no point of the stores, where there are any, and no commit.
int accept_change(const Context& context, const HistoryOptions& options) {
  std::error_code ignored;
  if (!options.stores.empty() || std::filesystem::exists(context.db, ignored))
    check_is_point(options.accept, tracking::history(question_of(context, options)),
                   Repository(options.repository));
  else
    check_looks_like_point(options.accept);
  accept(options.annotations, {options.accept, options.question.metric, options.why});
  note(fmt::format("{}: {} is accepted{}\n", options.annotations, options.accept,
                   options.question.metric.empty() ? "" : " for " + options.question.metric));
  return fine;
}

std::string history_text(const tracking::History& history, const std::string& metric,
                         const std::string& asked) {
  if (asked == "json") return reports::json_text(history_json(history, metric), 1) + "\n";
  const reports::Format format = reports::format_from(asked);
  const bool people = reports::is_for_people(format);
  return table_text(people ? history_table_for_people(history, metric) : history_table(history, metric),
                    format);
}

int show_stores(const Context& context, const HistoryOptions& options) {
  const tracking::HistoryQuestion question = question_of(context, options);
  tracking::History history = tracking::history(question);
  if (history.series.empty()) throw Error(ErrorCode::not_enough_data, "no runs are selected");
  const auto accepted = read_annotations(options.annotations);
  for (tracking::HistorySeries& series : history.series)
    tracking::mark_accepted(series, question.metric, accepted);
  print(history_text(history, question.metric, options.format));
  say_notes(history);
  const int status = history.status();
  if (status != fine)
    note(fmt::format("{}; to accept it: tryall history --accept WHEN --why \"...\"\n",
                     status == regression ? "a change for the worse is not accepted"
                                          : "a change cannot be judged and is not accepted"));
  return status;
}

/// What would otherwise be left out without a word.
void refuse_extra(const HistoryOptions& options) {
  const auto refuse = [](const std::string& what) {
    throw Error(ErrorCode::bad_input, what + "; see: tryall history --help");
  };
  if (!options.csv.empty() && !options.stores.empty())
    refuse(fmt::format("--csv reads no stores: unexpected argument '{}'", options.stores.front()));
  if (!options.csv.empty() && !options.accept.empty()) refuse("--csv and --accept exclude each other");
  if (options.csv.empty() && !options.column.empty()) refuse("--column is for --csv");
  if (options.accept.empty() && !options.why.empty()) refuse("--why is for --accept");
}

int show_history(const Context& context, const HistoryOptions& options) {
  if (options.format != "json") static_cast<void>(reports::format_from(options.format));
  if (options.points.window < 2 * options.points.least_segment)
    throw Error(ErrorCode::bad_input, "--window: must be at least twice --min-segment");
  refuse_extra(options);
  if (!options.csv.empty()) return show_series(options);
  return options.accept.empty() ? show_stores(context, options) : accept_change(context, options);
}

void add_change_points(CommandLine& command, statistics::ChangePointOptions& points) {
  command.option("--window", points.window, "Length of a window in values; windows overlap by half")
      .between(2, 100'000)
      .show_default();
  command.option("--max-p", points.p, "Largest p value of a change point (Student's t test)")
      .between(1e-300, 1.0)
      .show_default();
  command
      .option("--min-magnitude", points.least_change,
              "Smallest change to report, as a share of the smaller level: 0.02")
      .non_negative()
      .show_default();
  command.option("--min-segment", points.least_segment, "Smallest number of values between change points")
      .between(1, 100'000)
      .show_default();
  command.flag("--ignore-spikes", points.ignore_spikes, "Replace single outliers by the values around them");
}

void add_history(CommandLine& command, Context& context) {
  auto options = std::make_shared<HistoryOptions>();
  command.option("stores", options->stores, "Stores to read, for example one per commit; by default --db");
  add_db_option(command, context);
  command.option("--metric", options->question.metric, "By default the last sweep's objective")
      .suggest(train::metric_names);
  command.option("--by", options->by, "One point per commit, or one per date")
      .one_of({"commit", "date"})
      .show_default();
  command
      .option("--order", options->order,
              "Order of the points: commits (as in the repository), time (when they ran) or stores (as "
              "listed). Commits that the repository lacks are placed by time, points without a commit in the "
              "order of their stores")
      .one_of({"commits", "time", "stores"})
      .show_default();
  command.option("--repository", options->repository, "Git repository that gives the order of commits")
      .show_default();
  command.option(
      "--where,--group", options->question.where,
      "Only the runs that match this SQL condition on the columns of v_runs: \"optimizer = 'adam'\"");
  add_sql_timeout_option(command, options->sql_timeout, "a condition of --where");
  add_sweep_option(command, options->question.sweep, "Only the runs of this sweep", "");
  command.option("--csv", options->csv, "Read a series of numbers from this CSV file instead of stores");
  command.option("--column", options->column, "With --csv: the column to read");
  command.option("--direction", options->direction, "maximize or minimize: which values are better")
      .one_of({"maximize", "minimize"});
  add_change_points(command, options->points);
  add_margin_options(command, options->question.rules.judge, options->margins,
                     "the groups that change at the same commit");
  command.option("--accept", options->accept, "Record that the change at this commit or date is accepted");
  command.option("--why,--note", options->why, "With --accept: the reason");
  add_annotations_option(command, options->annotations);
  add_format_option(command, options->format);
  command.action([options, &context] { context.status = show_history(context, *options); });
  command.add_to_footer(
      "\nChange points are judged as in tryall check: paired by the seeds that both sides have, a diverged "
      "run\ncounting as the worst value.\nExit status: 0 no change for the worse, 1 a change for the worse "
      "(with --csv: only if --direction is\ngiven), 2 usage, 3 a change that cannot be judged (too few "
      "seeds, different data), 4 could not run.\nAccepted changes do not count.\n");
}

}  // namespace

Command history_command() {
  return {.name = "history",
          .summary = "Show a metric over commits with its change points, or the change points of any series",
          .example = "tryall history --metric test_accuracy monday.db tuesday.db",
          .add = add_history};
}

}  // namespace tryall::cli
