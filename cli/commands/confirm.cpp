#include <fmt/format.h>

#include <memory>
#include <string>

#include "command.hpp"
#include "common_options.hpp"
#include "named_things.hpp"
#include "terminal/live.hpp"
#include "terminal/output.hpp"
#include "terminal/quantities.hpp"
#include "tryall/reports/query/confirm.hpp"
#include "tryall/reports/tables/table.hpp"
#include "tryall/sweeps/run/execute.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"
#include "work.hpp"

namespace tryall::cli {
namespace {

struct ConfirmOptions {
  reports::ConfirmQuestion question = {};
  int jobs = default_jobs();
  std::string format = "table";
};

/// Trains what is not stored yet.
sweeps::Summary train_fresh(const Context& context, const sweeps::Plan& plan, sweeps::Trainer& trainer,
                            int jobs) {
  const Work work = work_of(context, plan, trainer, {.jobs = jobs});
  Live live;
  sweeps::SqliteStore store(context.db, {.note = [&](const std::string& line) { live.say(line); }});
  note(work_text(plan, work) + "\n");
  const sweeps::Summary summary = execute(plan, {.trainer = trainer,
                                                 .store = store,
                                                 .jobs = jobs,
                                                 .stop = live.stop(),
                                                 .show = live.show(),
                                                 .costs = work.costs});
  live.finish();
  return summary;
}

int confirm_best(const Context& context, const ConfirmOptions& options) {
  const reports::Format format = reports::format_from(options.format);
  const reports::Confirmation confirmation =
      reports::plan_confirmation(reports::StoreReader(context.db), options.question);
  use_isa(context);
  sweeps::NativeTrainer trainer(context.data);
  const sweeps::Plan plan = make_plan(
      sweeps::read_sweep(sweeps::Document::parse(confirmation.text, confirmation.name), trainer.vocabulary()),
      trainer);
  const sweeps::Summary summary = train_fresh(context, plan, trainer, options.jobs);
  if (summary.interrupted) {
    note(fmt::format("stopped after {}, all stored. Run the same command to continue\n",
                     counted(summary.trained, "run")));
    return interrupted;
  }
  const reports::StoreReader store(context.db);
  const auto fresh = store.groups({.sweep = sweep_of(store, plan).id});
  print(table_text(confirmation_table(confirmation, fresh, is_for_people(format)), format));
  note(confirmation_text(confirmation, fresh) + "\n");
  return summary.failed > 0 ? failed : fine;
}

void add_confirm(CommandLine& command, Context& context) {
  auto options = std::make_shared<ConfirmOptions>();
  add_db_option(command, context);
  add_data_option(command, context);
  add_isa_option(command, context);
  add_sweep_option(command, options->question.sweep, "Name of the sweep", "by default the last one");
  command.option("--top", options->question.top, "Number of best groups to run again")
      .positive()
      .show_default();
  command.option("--seeds", options->question.seeds, "Number of fresh seeds").positive().show_default();
  add_jobs_option(command, options->jobs);
  add_format_option(command, options->format);
  command.action([options, &context] { context.status = confirm_best(context, *options); });
}

}  // namespace

Command confirm_command() {
  return {.name = "confirm",
          .summary = "Run the best groups of a sweep again, on fresh seeds",
          .example = "tryall confirm --top 3 --seeds 5",
          .add = add_confirm};
}

}  // namespace tryall::cli
