#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "command.hpp"
#include "common_options.hpp"
#include "repository.hpp"
#include "terminal/files.hpp"
#include "terminal/output.hpp"
#include "tracking_files.hpp"
#include "tryall/error.hpp"
#include "tryall/reports/query/leaderboard.hpp"
#include "tryall/reports/report/report.hpp"
#include "tryall/reports/tables/table.hpp"
#include "version.hpp"

namespace tryall::cli {
namespace {

struct ReportCommandOptions {
  std::string sweep, output, html, json, markdown, format = "table";
  std::vector<std::string> history;
  std::string annotations, repository = ".";
  std::size_t top = 10;
};

/// For programs all groups with all they have; for people the first.
reports::Table leaderboard(const reports::Report& report, const ReportCommandOptions& options) {
  reports::Leaderboard board = report.data->board;
  if (!reports::is_for_people(reports::format_from(options.format)))
    return reports::table_for_programs(board);
  board.ranking.top = options.top;
  board.axes = report.data->axis_names();
  return reports::table_for_people(board);
}

/// What --output is, by its ending. Throws Error for another, or where the file is named twice.
void place_output(ReportCommandOptions& options) {
  if (options.output.empty()) return;
  check_ending("--output", options.output, {"html", "htm", "md", "markdown", "json"});
  const std::string ending = lower_ending(options.output);
  const bool json = ending == "json", markdown = ending.starts_with("m");
  std::string& file = json ? options.json : markdown ? options.markdown : options.html;
  if (!file.empty())
    throw Error(ErrorCode::bad_input,
                fmt::format("--output {} and --{} {} are two names for one file; give one", options.output,
                            json       ? "json"
                            : markdown ? "md"
                                       : "html",
                            file));
  file = options.output;
}

/// The files asked for; without any, the page under the sweep's name. Throws Error, before the report is
/// made, for what cannot be written.
ReportCommandOptions with_files(ReportCommandOptions options, const reports::SweepRow& sweep) {
  place_output(options);
  if (options.html.empty() && options.json.empty() && options.markdown.empty())
    options.html = reports::file_name(options.sweep == sweep.label ? sweep.label : sweep.name, ".html");
  check_ending("--html", options.html, {"html", "htm"});
  check_ending("--json", options.json, {"json"});
  check_ending("--md", options.markdown, {"md", "markdown"});
  std::vector<std::filesystem::path> inputs(options.history.begin(), options.history.end());
  inputs.emplace_back(options.annotations);
  check_outputs({{"--html", options.html}, {"--json", options.json}, {"--md", options.markdown}}, inputs);
  return options;
}

void write_files(const reports::Report& report, const ReportCommandOptions& options) {
  const auto write = [](const std::string& file, const auto& contents) {
    if (file.empty()) return;
    write_file(file, contents());
    note(fmt::format("report: {}\n", file));
  };
  write(options.html, [&] { return reports::to_html(report); });
  write(options.json, [&] { return reports::to_json(report); });
  if (options.markdown.empty()) return;
  const std::filesystem::path markdown = options.markdown;
  const std::string stem = markdown.stem().string();
  write(options.markdown, [&] { return reports::to_markdown(report, stem); });
  for (const reports::ReportFigure& figure : reports::figures(report))
    write((markdown.parent_path() / fmt::format("{}-{}.svg", stem, figure.name)).string(),
          [&] { return figure.svg; });
}

int write_report(const Context& context, const ReportCommandOptions& asked) {
  const reports::Format format = reports::format_from(asked.format);
  const reports::StoreReader store(context.db);
  const reports::StoreReader::Snapshot snapshot(store);  // what is printed and what is written agree
  const reports::SweepRow sweep = store.counted_sweep(asked.sweep);
  const ReportCommandOptions options = with_files(asked, sweep);
  constexpr std::size_t usual_rows = 20;
  const reports::Report made =
      reports::make_report(store, sweep,
                           {.leaders = std::max(options.top, usual_rows),
                            .generator = fmt::format("tryall {}", version),
                            .history = {options.history.begin(), options.history.end()},
                            .accepted = read_annotations(options.annotations),
                            .commit_order = order_of(options.repository)});
  print(format == reports::Format::markdown ? reports::to_markdown(made)
                                            : table_text(leaderboard(made, options), format));
  if (const auto& sample = made.overview.sample)
    note(fmt::format("this is a sample: {} of {} groups, the {} best among them; all: tryall query\n",
                     sample->groups, sample->groups_in_all, sample->best));
  write_files(made, options);
  if (sweep.stored < sweep.runs)
    note(fmt::format("{} of {} runs are not stored yet; tryall run trains them\n", sweep.runs - sweep.stored,
                     sweep.runs));
  return fine;
}

void add_report(CommandLine& command, Context& context) {
  auto options = std::make_shared<ReportCommandOptions>();
  add_db_option(command, context);
  add_sweep_option(command, options->sweep, "Name of the sweep", "by default the last one");
  command.option(
      "--output,-o", options->output,
      "File to write, as its ending says: .html, .md or .json; by default an HTML file named after "
      "the sweep");
  command.option("--html", options->html, "HTML file to write");
  command.option("--json", options->json, "JSON file to write: the data that the page shows");
  command.option("--md", options->markdown,
                 "Markdown file to write, for a pull request, with its figures as SVG files beside it");
  command.option("--history", options->history,
                 "Stores of other commits; the report then shows the best groups over these commits");
  command
      .option("--repository", options->repository,
              "With --history: Git repository that gives the order of commits")
      .show_default();
  add_annotations_option(command, options->annotations);
  command.option("--top", options->top, "Number of leaderboard rows to print").positive().show_default();
  command
      .option("--format", options->format,
              "What to print: the leaderboard as table, csv or json, or the report as md")
      .show_default()
      .suggest({"table", "csv", "json", "md"});
  command.action([options, &context] { context.status = write_report(context, *options); });
}

}  // namespace

Command report_command() {
  return {.name = "report",
          .summary = "Print a sweep's leaderboard and write its HTML report",
          .example = "tryall report --sweep first",
          .add = add_report};
}

}  // namespace tryall::cli
