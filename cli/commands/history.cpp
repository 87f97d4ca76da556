#include <fmt/format.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "command.hpp"
#include "common_options.hpp"
#include "terminal/files.hpp"
#include "terminal/output.hpp"
#include "tracking_files.hpp"
#include "tryall/error.hpp"
#include "tryall/reports/results/store_reader.hpp"
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
  std::string annotations, accept, why;
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
    print(nlohmann::json{{"column", options.column}, {"values", values.size()}, {"change_points", list}}.dump(
              1) +
          "\n");
  else
    print(reports::render(table, reports::format_from(options.format)));
  return any_worse ? regression : fine;
}

int accept_change(const HistoryOptions& options) {
  auto annotations = read_annotations(options.annotations);
  std::erase_if(annotations, [&](const tracking::Annotation& one) {
    return one.when == options.accept && one.metric == options.question.metric;
  });
  annotations.push_back({options.accept, options.question.metric, options.why});
  write_file(options.annotations, tracking::to_text(annotations));
  note(fmt::format("{}: {} is accepted{}\n", options.annotations, options.accept,
                   options.question.metric.empty() ? "" : " for " + options.question.metric));
  return fine;
}

/// Rows of all series, and whether some change is worse and not accepted.
class HistoryTable {
 public:
  HistoryTable(const HistoryOptions& options, const train::Metric& metric)
      : options_(options), metric_(metric), annotations_(read_annotations(options.annotations)) {}

  void add(const tracking::HistorySeries& series) {
    const auto direction = direction_from(options_.direction).value_or(metric_.direction);
    auto changes = tracking::changes_of(series, direction, options_.points);
    tracking::mark_accepted(changes, series, metric_.name, annotations_);
    nlohmann::json points = nlohmann::json::array(), list = nlohmann::json::array();
    for (std::size_t i = 0; i < series.points.size(); ++i) {
      const tracking::HistoryPoint& point = series.points[i];
      std::string text;
      for (const tracking::Change& change : changes) {
        if (change.point != i) continue;
        worse_ = worse_ || (change.worse && !change.accepted);
        text = change_text(change);
        list.push_back(to_json(change.statistics));
        list.back().update({{"index", i},
                            {"when", point.when},
                            {"verdict", change.worse ? "worse" : "better"},
                            {"accepted", change.accepted.has_value()},
                            {"why", change.accepted.value_or("")}});
      }
      rows_.rows.push_back({series.label, point.when, point.first_date, static_cast<std::int64_t>(point.n),
                            static_cast<std::int64_t>(point.diverged), number_cell(point.mean),
                            number_cell(point.deviation), text});
      points.push_back({{"when", point.when},
                        {"first_date", point.first_date},
                        {"n", point.n},
                        {"diverged", point.diverged},
                        {"mean", point.mean},
                        {"sd", point.deviation}});
    }
    json_.push_back(
        {{"group", series.label}, {"metric", metric_.name}, {"points", points}, {"change_points", list}});
  }

  void print_as(const std::string& format) const {
    print(format == "json" ? json_.dump(1) + "\n" : reports::render(rows_, reports::format_from(format)));
  }
  bool worse() const { return worse_; }

 private:
  static std::string change_text(const tracking::Change& change) {
    std::string text = change.worse ? "worse" : "better";
    if (change.accepted) text += ", accepted";
    if (change.accepted && !change.accepted->empty()) text += ": " + *change.accepted;
    return text;
  }
  static reports::Cell number_cell(double value) {
    if (value != value) return {};
    return value;
  }

  const HistoryOptions& options_;
  const train::Metric& metric_;
  std::vector<tracking::Annotation> annotations_;
  reports::Table rows_{{"group", "when", "first_date", "n", "diverged", metric_.name, "sd", "change"}, {}};
  nlohmann::json json_ = nlohmann::json::array();
  bool worse_ = false;
};

int show_stores(const Context& context, const HistoryOptions& options) {
  tracking::HistoryQuestion question = options.question;
  question.stores.assign(options.stores.begin(), options.stores.end());
  if (question.stores.empty()) question.stores = {context.db};
  question.by_date = options.by == "date";
  if (question.metric.empty())
    question.metric = reports::StoreReader::unchanged(question.stores.front()).sweep("").metric;
  const auto all = tracking::history(question);
  if (all.empty()) throw Error(ErrorCode::not_enough_data, "no runs are selected");
  HistoryTable table(options, train::find_metric(question.metric));
  for (const tracking::HistorySeries& series : all) table.add(series);
  table.print_as(options.format);
  if (table.worse())
    note(
        fmt::format("worse since a change that is not accepted; to accept it: tryall history --accept WHEN "
                    "--why \"...\"\n"));
  return table.worse() ? regression : fine;
}

int show_history(const Context& context, const HistoryOptions& options) {
  if (options.format != "json") static_cast<void>(reports::format_from(options.format));
  if (options.points.window < 2 * options.points.least_segment)
    throw Error(ErrorCode::bad_input, "--window: must be at least twice --min-segment");
  if (!options.csv.empty()) return show_series(options);
  return options.accept.empty() ? show_stores(context, options) : accept_change(options);
}

void add_change_points(CommandLine& command, statistics::ChangePointOptions& points) {
  command.option("--window", points.window, "Values looked at together; windows overlap by half")
      .between(2, 100'000)
      .show_default();
  command.option("--max-p", points.p, "The largest p of a change point (Student's t test)")
      .between(1e-300, 1.0)
      .show_default();
  command
      .option("--min-magnitude", points.least_change,
              "The least change, as a share of the smaller level: 0.02")
      .non_negative()
      .show_default();
  command.option("--min-segment", points.least_segment, "The fewest values between change points")
      .between(1, 100'000)
      .show_default();
  command.flag("--ignore-spikes", points.ignore_spikes, "Take single outliers for the values around them");
}

void add_history(CommandLine& command, Context& context) {
  auto options = std::make_shared<HistoryOptions>();
  command.option("stores", options->stores,
                 "Stores of runs, one a commit, say; a run is kept once a store. By default --db");
  add_db_option(command, context);
  command.option("--metric", options->question.metric, "By default the last sweep's objective")
      .suggest(train::metric_names);
  command.option("--by", options->by, "A point for each commit, or each date")
      .one_of({"commit", "date"})
      .show_default();
  command.option("--where,--group", options->question.where,
                 "Only the runs that meet this condition on the columns of v_runs: \"optimizer = 'adam'\"");
  command.option("--csv", options->csv, "Instead of stores: a CSV file of any series, in order");
  command.option("--column", options->column, "Of --csv: which of its columns");
  command.option("--direction", options->direction, "maximize or minimize; which change is a worse one")
      .one_of({"maximize", "minimize"});
  add_change_points(command, options->points);
  command.option("--accept", options->accept, "Note that the change at this commit or date is accepted");
  command.option("--why,--note", options->why, "Of --accept: the reason");
  add_annotations_option(command, options->annotations);
  add_format_option(command, options->format);
  command.action([options, &context] { context.status = show_history(context, *options); });
  command.add_to_footer(
      "\nExit status 1 where a change is for the worse and not accepted (with --csv: only where "
      "--direction is given).\n");
}

}  // namespace

Command history_command() {
  return {.name = "history",
          .summary = "Show a metric over commits with its change points, or the change points of any series",
          .example = "tryall history --metric test_accuracy monday.db tuesday.db",
          .add = add_history};
}

}  // namespace tryall::cli
