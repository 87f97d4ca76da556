#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "command.hpp"
#include "common_options.hpp"
#include "terminal/output.hpp"
#include "tryall/error.hpp"
#include "tryall/reports/compare/compare.hpp"
#include "tryall/reports/compare/compare_sweeps.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/reports/tables/table.hpp"
#include "tryall/train/metric.hpp"

namespace tryall::cli {
namespace {

struct CompareOptions {
  reports::CompareQuestion question = {};
  std::vector<std::string> sweeps = {};
  std::string format = "table", sql_timeout;
};

std::string comparison_text(const reports::Comparison& comparison, reports::Format format) {
  const bool markdown = format == reports::Format::markdown;
  std::string text =
      prose_text(sentence(comparison)) + "\n\n" + table_text(settings_table(comparison, true), format) + "\n";
  for (const std::string& line : findings(comparison))
    text += prose_text((markdown ? "- " : "") + line) + "\n";
  return text;
}

reports::StoreReader open_store(const Context& context, const CompareOptions& options) {
  const double limit = sql_seconds(options.sql_timeout);
  reports::StoreReader store(context.db);
  if (!options.question.where.empty()) store.limit_time(limit);
  return store;
}

/// --sweep A --sweep B: what differs between them in definition and result.
int compare_two_sweeps(const Context& context, const CompareOptions& options) {
  const reports::Format format = reports::format_from(options.format);
  reports::CompareQuestion question = options.question;
  question.a = options.sweeps[0];
  question.b = options.sweeps[1];
  const reports::SweepComparison comparison = compare_sweeps(open_store(context, options), question);
  if (format == reports::Format::json) {
    print(comparison_json(comparison));
  } else if (reports::is_for_people(format)) {
    print(reports::comparison_text(comparison, format, output_width()));
  } else {
    note(reports::comparison_text(comparison, reports::Format::table));
    if (comparison.settings) print(table_text(settings_table(*comparison.settings, false), format));
  }
  return comparison.is_answered() ? fine : not_enough_data;
}

int compare_sides(const Context& context, CompareOptions options) {
  const bool has_sides = !options.question.a.empty() || !options.question.b.empty();
  if (options.sweeps.size() == 2 && !has_sides) return compare_two_sweeps(context, options);
  if (options.question.a.empty() || options.question.b.empty())
    throw Error(ErrorCode::bad_input,
                "give two sides to compare, or two sweeps: --sweep A --sweep B; see: tryall compare --help");
  if (options.sweeps.size() > 1)
    throw Error(ErrorCode::bad_input,
                "two sides are compared within one sweep; give one --sweep, or no sides");
  if (!options.sweeps.empty()) options.question.sweep = options.sweeps.front();
  const reports::Format format = reports::format_from(options.format);
  const reports::Comparison comparison = reports::compare(open_store(context, options), options.question);
  if (reports::is_for_people(format)) {
    print(comparison_text(comparison, format));
  } else if (format == reports::Format::json) {
    print(comparison_json(comparison));
  } else {
    note(sentence(comparison) + "\n");
    print(table_text(settings_table(comparison, false), format));
  }
  return comparison.verdict == reports::CompareVerdict::too_few ? not_enough_data : fine;
}

void add_compare(CommandLine& command, Context& context) {
  auto options = std::make_shared<CompareOptions>();
  reports::CompareQuestion& question = options->question;
  const char* side = "axis=value (several joined by commas), a sweep's name, or a group's key";
  command.option("a", question.a, side).suggest(axis_assignments);
  command.option("b", question.b, "What to compare A with, of the same kind");
  add_db_option(command, context);
  command
      .option("--metric", question.metric,
              "Compare by this metric; by default the sweep's objective, on the test split where each side's "
              "best was picked")
      .suggest(train::metric_names);
  command
      .option(
          "--sweep", options->sweeps,
          "Only the runs of this sweep (NAME#2: the second of that name); by default the whole store. Two "
          "sweeps without A and B: how their definitions and results differ")
      .one_word_per_use()
      .suggest(stored_names("sweeps"));
  command.option("--where", question.where,
                 "SQL condition on the columns of v_runs: \"learning_rate < 0.1\"");
  add_sql_timeout_option(command, options->sql_timeout, "a condition of --where");
  command
      .option(
          "--best-over", question.best_over,
          "Compare each side at its best over these axes or settings, selected on validation: learning_rate")
      .one_word_per_use()
      .comma_separated()
      .suggest(suggested_axes);
  command
      .option("--margin", question.margin,
              "Also test whether the means differ by less than this, in the metric's unit (0.005 is half a "
              "point)")
      .positive();
  add_format_option(command, options->format);
  command.action([options, &context] { context.status = compare_sides(context, *options); });
}

}  // namespace

Command compare_command() {
  return {.name = "compare",
          .summary = "Compare two values of an axis, two sweeps or two groups",
          .example = "tryall compare optimizer=adam optimizer=momentum --best-over learning_rate",
          .add = add_compare};
}

}  // namespace tryall::cli
