#include <SQLiteCpp/Database.h>
#include <fmt/format.h>

#include "context.hpp"
#include "tryall/error.hpp"
#include "tryall/reports/sweep_report.hpp"
#include "tryall/sweeps/sqlite_store.hpp"

namespace tryall::cli {
namespace {

struct ReportOptions {
  std::string sweep, output, format = "table";
  std::size_t top = 10;
};

int report(const Context& context, const ReportOptions& options) {
  const reports::Format format = reports::format_from(options.format);
  const auto database = sweeps::open_for_reading(context.db);
  const reports::SweepRow sweep = reports::find_sweep(*database, options.sweep);
  const auto groups = reports::select_groups(*database, {.sweep = sweep.id});
  const bool people = reports::is_for_people(format);
  const auto board = reports::rank(groups, {sweep.metric, sweep.direction, people ? options.top : 0});
  print(reports::render(people ? reports::table_for_people(board) : reports::table_for_programs(board),
                        format));
  const std::string output =
      options.output.empty() ? reports::file_name(sweep.name, ".html") : options.output;
  write_file(output, reports::html(reports::sweep_report(*database, sweep)));
  if (sweep.stored < sweep.runs)
    note(fmt::format("{} of {} runs are not stored yet; tryall run goes on with them\n",
                     sweep.runs - sweep.stored, sweep.runs));
  note(fmt::format("report: {}\n", output));
  return fine;
}

}  // namespace

void add_report(CLI::App& command, Context& context) {
  auto options = std::make_shared<ReportOptions>();
  add_db_option(command, context);
  command.add_option("--sweep", options->sweep, "The sweep's name; by default the one that ran last");
  command.add_option("--output,-o", options->output, "The HTML file; by default the sweep's name with .html");
  command.add_option("--top", options->top, "Rows of the leaderboard that are printed")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  add_format_option(command, options->format);
  command.callback([options, &context] { context.status = report(context, *options); });
}

}  // namespace tryall::cli
