#include <fmt/format.h>

#include <memory>
#include <string>

#include "command.hpp"
#include "common_options.hpp"
#include "terminal/output.hpp"
#include "tryall/reports/compare/compare.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/reports/tables/table.hpp"
#include "tryall/train/metric.hpp"

namespace tryall::cli {
namespace {

struct CompareOptions {
  reports::CompareQuestion question = {};
  std::string format = "table";
};

std::string comparison_text(const reports::Comparison& comparison, reports::Format format) {
  const bool markdown = format == reports::Format::markdown;
  std::string text = sentence(comparison) + "\n\n" + render(settings_table(comparison, true), format) + "\n";
  for (const std::string& line : findings(comparison)) text += (markdown ? "- " : "") + line + "\n";
  return text;
}

int compare_sides(const Context& context, const CompareOptions& options) {
  const reports::Format format = reports::format_from(options.format);
  const reports::Comparison comparison = reports::compare(reports::StoreReader(context.db), options.question);
  if (reports::is_for_people(format)) {
    print(comparison_text(comparison, format));
  } else if (format == reports::Format::json) {
    print(comparison_json(comparison));
  } else {
    note(sentence(comparison) + "\n");
    print(render(settings_table(comparison, false), format));
  }
  return comparison.verdict == reports::CompareVerdict::too_few ? not_enough_data : fine;
}

void add_compare(CommandLine& command, Context& context) {
  auto options = std::make_shared<CompareOptions>();
  reports::CompareQuestion& question = options->question;
  const char* side = "axis=value (several joined by commas), a sweep's name, or a group's key";
  command.option("a", question.a, side).required().suggest(axis_assignments);
  command.option("b", question.b, "What to compare A with, of the same kind").required();
  add_db_option(command, context);
  command.option("--metric", question.metric, "Compare by this metric; by default the sweep's objective")
      .suggest(train::metric_names);
  command.option("--sweep", question.sweep, "Only the runs of this sweep; by default the whole store");
  command.option("--where", question.where,
                 "SQL condition on the columns of v_runs: \"learning_rate < 0.1\"");
  command
      .option(
          "--best-over", question.best_over,
          "Compare each side at its best over these axes or settings, selected on validation: learning_rate")
      .comma_separated()
      .suggest(suggested_axes);
  command
      .option("--margin", question.margin,
              "Ignore mean differences below this, in the metric's unit (0.005 is half a point)")
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
