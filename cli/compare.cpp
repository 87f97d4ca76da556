#include "tryall/reports/compare/compare.hpp"

#include <SQLiteCpp/Database.h>
#include <fmt/format.h>

#include "context.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"

namespace tryall::cli {
namespace {

struct CompareOptions {
  reports::CompareQuestion question = {};
  std::string format = "table";
};

std::string text_for_people(const reports::Comparison& comparison, reports::Format format) {
  const bool markdown = format == reports::Format::markdown;
  std::string text = sentence(comparison) + "\n\n" + render(settings_table(comparison, true), format) + "\n";
  for (const std::string& line : findings(comparison)) text += (markdown ? "- " : "") + line + "\n";
  return text;
}

int compare(const Context& context, const CompareOptions& options) {
  const reports::Format format = reports::format_from(options.format);
  const auto database = sweeps::open_for_reading(context.db);
  const reports::Comparison comparison = reports::compare(*database, options.question);
  if (reports::is_for_people(format)) {
    print(text_for_people(comparison, format));
  } else if (format == reports::Format::json) {
    print(comparison_json(comparison));
  } else {
    note(sentence(comparison) + "\n");
    print(render(settings_table(comparison, false), format));
  }
  return comparison.superiority.verdict == statistics::Verdict::insufficient ? not_enough_data : fine;
}

}  // namespace

void add_compare(CommandLine& command, Context& context) {
  auto options = std::make_shared<CompareOptions>();
  reports::CompareQuestion& question = options->question;
  const char* side = "axis=value (several joined by commas), a sweep's name, or a group's key";
  command.option("a", question.a, side).required();
  command.option("b", question.b, "What A is held against, of the same kind").required();
  add_db_option(command, context);
  command.option("--metric", question.metric, "Compare by this metric; by default the sweep's objective");
  command.option("--sweep", question.sweep, "Only the runs of this sweep; by default the whole store");
  command.option("--where", question.where, "A condition on the columns of v_runs: \"learning_rate < 0.1\"");
  command
      .option("--best-over", question.best_over,
              "Take each side's best over these axes or settings, picked on validation: learning_rate")
      .comma_separated();
  command
      .option("--margin", question.margin,
              "Mean differences below it do not matter, in the metric's unit (0.005: half a point)")
      .positive();
  add_format_option(command, options->format);
  command.action([options, &context] { context.status = compare(context, *options); });
}

}  // namespace tryall::cli
