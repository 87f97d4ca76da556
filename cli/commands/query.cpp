#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "command.hpp"
#include "common_options.hpp"
#include "terminal/output.hpp"
#include "terminal/quantities.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/reports/query/query.hpp"
#include "tryall/train/metric.hpp"

namespace tryall::cli {
namespace {

using Form = reports::Question::Form;

struct QueryOptions {
  reports::Question question = {};
  std::string sql = {}, direction = {}, sql_timeout;
  std::vector<std::string> group_by = {}, pivot = {};
  bool runs = false, curves = false;
  Output output = {};
};

/// "optimizer x batch_size", in one word or three, or with a comma: the two axes.
std::vector<std::string> pivot_axes(const std::vector<std::string>& words) {
  std::vector<std::string> axes;
  for (const std::string& word : words) {
    std::istringstream parts(word);
    for (std::string part; parts >> part;)
      if (part != "x") axes.push_back(part);
  }
  return axes;
}

train::Direction asked_direction(const std::string& text) {
  if (const auto direction = tryall::direction_from(text)) return *direction;
  throw Error(ErrorCode::bad_input,
              fmt::format("unknown direction '{}'{}", text, did_you_mean(text, {"maximize", "minimize"})));
}

void refuse_twice(const char* option, const std::vector<std::string>& words) {
  for (auto word = words.begin(); word != words.end(); ++word)
    if (std::find(words.begin(), word, *word) != word)
      throw Error(ErrorCode::bad_input, fmt::format("{}: '{}' is given twice", option, *word));
}

reports::Question question_of(const QueryOptions& options) {
  reports::Question question = options.question;
  refuse_twice("--group-by", options.group_by);
  refuse_twice("--pivot", pivot_axes(options.pivot));
  refuse_twice("--columns", question.columns);
  refuse_twice("--metric", question.metrics);
  question.for_people = is_for_people(options.output);
  if (!options.direction.empty()) question.direction = asked_direction(options.direction);
  if (options.runs) question.form = Form::runs;
  if (options.curves) question.form = Form::curves;
  if (!options.group_by.empty()) question.form = Form::combinations;
  if (!options.pivot.empty()) question.form = Form::pivot;
  question.axes = options.pivot.empty() ? options.group_by : pivot_axes(options.pivot);
  return question;
}

std::string sql_of(const QueryOptions& options) {
  if (options.sql != "-") return options.sql;
  return {std::istreambuf_iterator<char>(std::cin), {}};
}

void answer(const Context& context, const QueryOptions& options) {
  check_output(options.output);
  const double limit = sql_seconds(options.sql_timeout);
  const reports::StoreReader store(context.db);
  if (!options.sql.empty() || !options.question.where.empty()) store.limit_time(limit);
  if (!options.sql.empty()) {
    write_table(store.sql(sql_of(options)), options.output);
    return;
  }
  const reports::Answer answer = reports::ask(store, question_of(options));
  write_table(answer.table, options.output);
  for (const std::string& line : answer.notes) note(line + "\n");
}

/// The columns of a leaderboard.
Words leaderboard_columns() {
  Words words = {"rank",    "group_key", "n",       "diverged",    "gap",
                 "gap_low", "gap_high",  "verdict", "seeds_needed"};
  for (const std::string& axis : suggested_axes()) words.push_back(axis);
  for (const std::string& metric : train::metric_names())
    for (const char* beginning : {"", "mean_", "sd_", "ci_low_", "ci_high_"})
      words.push_back(beginning + metric);
  return words;
}

void add_selection(CommandLine& command, QueryOptions& options, const Option& sql) {
  reports::Question& question = options.question;
  const auto no_sql = [&](const Option& option) { return option.excludes(sql); };
  no_sql(command.option("--top", question.top, "Number of rows to show (with --curves: number of groups)")
             .positive());
  no_sql(command.option("--where", question.where,
                        "SQL condition on the columns of v_runs: \"learning_rate < 0.1 and init = 'he'\""));
  no_sql(command
             .option("--metric", question.metrics,
                     "Metrics to show; the first one ranks. By default the last sweep's objective")
             .comma_separated()
             .suggest(train::metric_names));
  no_sql(command
             .option("--direction", options.direction,
                     "maximize or minimize; by default the metric's own direction")
             .suggest({"maximize", "minimize"}));
  no_sql(
      command
          .option("--at-epoch", question.at_epoch, "Compare values at this epoch; shorter runs are left out")
          .positive());
  no_sql(command.option("--seeds-min", question.seeds_min, "Leave out groups with fewer seeds"));
  no_sql(
      add_sweep_option(command, question.sweep, "Only the runs of this sweep", "by default the whole store"));
}

/// What the rows are: one of these, or else groups.
void add_forms(CommandLine& command, QueryOptions& options, const Option& sql) {
  const std::vector<Option> forms = {
      sql,
      command.option("--group-by", options.group_by,
                     "One row for each combination of these axes or settings (optimizer.momentum)"),
      command.option("--pivot", options.pivot,
                     "Table with one axis down and one across, such as optimizer x batch_size; each cell "
                     "shows its best group"),
      command.flag("--runs", options.runs, "One row per run"),
      command.flag("--curves", options.curves,
                   "The groups' curves: run, group_key, seed, metric, epoch, value")};
  forms[1].comma_separated().suggest(suggested_axes);
  forms[2].comma_separated().words(1, 3).suggest(suggested_axes);
  for (const Option& form : forms)
    for (const Option& other : forms)
      if (form != other) form.excludes(other);
  command
      .option("--columns", options.question.columns,
              "Columns to show: of groups (rank, optimizer, mean_test_loss, ...) or, with --runs, of v_runs")
      .comma_separated()
      .suggest(leaderboard_columns)
      .excludes(sql);
}

void add_query(CommandLine& command, Context& context) {
  auto options = std::make_shared<QueryOptions>();
  add_db_option(command, context);
  const Option sql = command.option("--sql", options->sql,
                                    "Read-only SQL query on the views v_runs, v_groups, v_curves, v_sweeps; "
                                    "- reads it from standard input");
  add_sql_timeout_option(command, options->sql_timeout, "--sql, or a query with --where,");
  add_forms(command, *options, sql);
  add_selection(command, *options, sql);
  add_output_options(command, options->output);
  command.action([options, &context] { answer(context, *options); });
}

}  // namespace

Command query_command() {
  return {
      .name = "query",
      .summary = "Query the store: leaderboard, groups, pivot table, runs, curves or SQL",
      .example = "tryall query --where \"optimizer = 'adam'\" --group-by learning_rate,init --seeds-min 3",
      .add = add_query};
}

}  // namespace tryall::cli
