#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "command.hpp"
#include "common_options.hpp"
#include "terminal/files.hpp"
#include "terminal/live.hpp"
#include "terminal/output.hpp"
#include "tracking_files.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/number_text.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/sweeps/store/store_error.hpp"
#include "tryall/tracking/check_output.hpp"
#include "tryall/train/metric.hpp"

namespace tryall::cli {
namespace {

struct CheckCommand {
  std::string against, into, format, output;  ///< No format: as the file's name ends, or table.
  std::vector<std::string> margins, targets;
  tracking::CheckOptions options = {};
  int jobs = default_jobs();
  bool quiet = false;
};

/// "validation_accuracy=0.95"
void read_targets(const CheckCommand& command, tracking::CheckOptions& options) {
  for (const std::string& text : command.targets) {
    const std::size_t equals = text.find('=');
    const auto target =
        equals == std::string::npos ? std::nullopt : real_number_from(text.substr(equals + 1));
    if (!target)
      throw Error(
          ErrorCode::bad_input,
          fmt::format("--target: expected metric=number, such as validation_accuracy=0.95, not '{}'", text));
    if (!options.targets.emplace(train::find_metric(text.substr(0, equals)).name, *target).second)
      throw Error(ErrorCode::bad_input,
                  fmt::format("--target {}: a second target for this metric; give one", text));
  }
}

std::string rendered(const tracking::CheckReport& report, const std::string& format, std::size_t width = 0) {
  if (format == "json") return to_json(report);
  if (format == "md") return to_markdown(report);
  return format == "junit" ? to_junit(report) : to_plain(report, width);
}

/// The format asked for, or the one that the file's name ends in.
std::string format_of(const CheckCommand& command) {
  if (!command.format.empty()) return command.format;
  check_ending("--output", command.output, {"json", "md", "xml", "txt"});
  const std::string ending = lower_ending(command.output);
  return ending.empty() || ending == "txt" ? "table" : ending == "xml" ? "junit" : ending;
}

void check_format(const std::string& format) {
  const std::vector<std::string> known = {"table", "json", "md", "junit"};
  if (std::find(known.begin(), known.end(), format) == known.end())
    throw Error(ErrorCode::bad_input, fmt::format("unknown format '{}'{}; use table, json, md or junit",
                                                  format, did_you_mean(format, known)));
}

void refuse_same_store(const Context& context, const std::string& into) {
  std::error_code ignored;
  if (!into.empty() && std::filesystem::equivalent(into, context.db, ignored))
    throw Error(ErrorCode::bad_input, fmt::format("--into {}: this store holds the earlier results, which "
                                                  "would be mistaken for today's; name another file",
                                                  into));
}

/// Complaints about the store of today's runs say which option names it.
tracking::CheckReport checked(const CheckCommand& command, const tracking::Baseline& baseline,
                              const tracking::CheckOptions& options, const tracking::Retraining& retraining) {
  try {
    return tracking::check(baseline, options, retraining);
  } catch (const sweeps::StoreError& error) {
    if (command.into.empty() || error.remedy() != sweeps::StoreRemedy::another_store) throw;
    throw Error(error.code(), fmt::format("{}; choose another file with --into", error.what()));
  }
}

int check_baseline(const Context& context, const CheckCommand& command) {
  const std::string format = format_of(command);
  check_format(format);
  tracking::CheckOptions options = command.options;
  read_margins(command.margins, options);
  read_targets(command, options);
  for (const std::string& metric : options.metrics) static_cast<void>(train::find_metric(metric));
  if (options.budget && !options.until_decided)
    throw Error(ErrorCode::bad_input, "--budget requires --until-decided");
  refuse_same_store(context, command.into);
  check_outputs({{"--output", command.output}}, {command.against, command.into});
  const tracking::Baseline baseline = find_baseline(context, command.against);

  const ScratchFolder scratch;
  use_isa(context);
  sweeps::NativeTrainer trainer(context.data);
  Live live(command.quiet);
  const tracking::CheckReport report = checked(
      command, baseline, options,
      {.trainer = trainer,
       .store = command.into.empty() ? scratch.path() / "today.db" : std::filesystem::path(command.into),
       .jobs = command.jobs,
       .stop = live.stop(),
       .show = live.show(),
       .patience = {.note = note}});
  live.finish();
  if (report.interrupted) {
    note(fmt::format("stopped: could not run to the end; nothing was judged{}\n",
                     command.into.empty() ? "" : ". The finished runs are in " + command.into));
    return failed;
  }
  if (command.output.empty()) {
    print(rendered(report, format, output_width()));
  } else {
    write_file(command.output, rendered(report, format));
    if (!command.quiet) note(fmt::format("{}\nwrote {}\n", summary_text(report), command.output));
  }
  return report.status();
}

void add_judging(CommandLine& command, CheckCommand& options) {
  add_margin_options(command, options.options, options.margins, "all groups and metrics");
  command
      .option("--metric", options.options.metrics,
              "Metrics to judge by; by default those that the baseline names")
      .comma_separated()
      .suggest(train::metric_names);
  command
      .option("--target", options.targets,
              "Target whose time is compared: metric=number; by default the baseline's median over seeds "
              "after half of the epochs")
      .comma_separated();
  command.flag("--until-decided", options.options.until_decided,
               "Start with half of the baseline's seeds and add more for undecided groups; the probability "
               "of a false verdict stays the same");
  command
      .option("--budget", options.options.budget,
              "With --until-decided: the most seeds per group; by default as many as in the baseline. "
              "Seeds beyond the baseline's are trained with today's code only and cannot be paired")
      .positive();
  command.flag("--exact", options.options.exact,
               "Exit with status 1 also if the bits of any run differ from the baseline");
}

void add_check(CommandLine& command, Context& context) {
  auto options = std::make_shared<CheckCommand>();
  command.option("--against", options->against, "The baseline: its name in the store, or its file")
      .required()
      .suggest(stored_names("baselines"));
  add_db_option(command, context);
  add_data_option(command, context);
  add_isa_option(command, context);
  command.option(
      "--into", options->into,
      "Keep today's runs in this store, so that an interrupted check can resume; by default a temporary "
      "store. Do not name the baseline's own store: stored runs are not trained again, so old results would "
      "be mistaken for today's. Stores with runs from another program are refused");
  add_judging(command, *options);
  add_jobs_option(command, options->jobs);
  command
      .option("--format", options->format,
              "table, json, md (for a pull request) or junit; by default the ending of --output, or table")
      .suggest({"table", "json", "md", "junit"});
  command.option("--output,-o", options->output, "Write the verdicts to this file");
  command.flag("--quiet,-q", options->quiet, "Show no progress");
  command.action([options, &context] { context.status = check_baseline(context, *options); });
  command.add_to_footer(
      "\nA check trains the baseline's configs and seeds with this program, whatever is stored, and "
      "compares\nthem with the baseline's numbers: numerics (same bits?) and quality (paired by seed).\nExit "
      "status: 0 same or better, 1 worse, 2 usage, 3 not enough data, 4 could not run.\n");
}

}  // namespace

Command check_command() {
  return {.name = "check",
          .summary = "Train a baseline's configs with today's code and report whether quality changed",
          .example = "tryall check --against main",
          .add = add_check};
}

}  // namespace tryall::cli
