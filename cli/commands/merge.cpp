#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "command.hpp"
#include "common_options.hpp"
#include "terminal/output.hpp"
#include "terminal/quantities.hpp"
#include "tryall/error.hpp"
#include "tryall/sweeps/store/merge.hpp"

namespace tryall::cli {
namespace {

struct MergeCommand {
  std::vector<std::string> stores;
  bool skip_contradictions = false;
  std::size_t shown = 10;
};

std::string store_line(const sweeps::MergedStore& store) {
  if (store.is_target) return fmt::format("{}: the store itself, skipped\n", store.file.string());
  std::string text = fmt::format("{}: {}, {} new, {} known", store.file.string(), counted(store.runs, "run"),
                                 store.added, store.known);
  if (store.replaced) text += fmt::format(", {} replacing failures", store.replaced);
  if (store.completed) text += fmt::format(", {} with more metrics", store.completed);
  if (store.contradicting) text += fmt::format(", {} contradicting", store.contradicting);
  return text + "\n";
}

std::string contradiction_text(const sweeps::Contradiction& found) {
  return fmt::format("run {}: differs in {}\n  {}: {}\n  {}: {}\n", found.run_key, found.difference,
                     found.here.string(), found.here_environment, found.there.string(),
                     found.there_environment);
}

int merge_stores(const Context& context, const MergeCommand& command) {
  const sweeps::MergeReport report = sweeps::merge({.sources = {command.stores.begin(), command.stores.end()},
                                                    .into = context.db,
                                                    .skip_contradictions = command.skip_contradictions,
                                                    .patience = {.note = note}});
  for (const sweeps::MergedStore& store : report.stores) print(store_line(store));
  const std::size_t count = report.contradictions.size();
  for (std::size_t i = 0; i < std::min(count, command.shown); ++i)
    print(contradiction_text(report.contradictions[i]));
  if (count > command.shown)
    print(fmt::format("... {} of {} contradictions shown; more: --show {}\n", command.shown, count, count));
  if (report.merged) {
    if (!report.changed) print("nothing new\n");
    return fine;
  }
  note(
      fmt::format("{}: nothing was merged because of {}; use --skip-contradictions to keep the first result "
                  "of each and merge the rest\n",
                  context.db.string(), counted(count, "contradiction")));
  return failed;
}

void add_merge(CommandLine& command, Context& context) {
  auto options = std::make_shared<MergeCommand>();
  command.option("stores", options->stores, "Stores to merge into --db").required();
  add_db_option(command, context);
  command.flag("--skip-contradictions", options->skip_contradictions,
               "If stores hold different results of the same run, keep the first and continue");
  command.option("--show", options->shown, "Number of contradictions to show in full").show_default();
  command.action([options, &context] { context.status = merge_stores(context, *options); });
}

}  // namespace

Command merge_command() {
  return {.name = "merge",
          .summary = "Merge the runs of other stores into this one",
          .example = "tryall merge laptop.db server.db --db all.db",
          .add = add_merge};
}

}  // namespace tryall::cli
