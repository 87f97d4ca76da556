#include "cluster/collect.hpp"

#include <fmt/format.h>

#include <memory>
#include <string>

#include "command.hpp"
#include "terminal/files.hpp"
#include "terminal/output.hpp"
#include "terminal/quantities.hpp"

namespace tryall::cli {
namespace {

int collect_shards(const std::string& path) {
  const JobFolder folder(path);
  const JobRecord record = folder.record();
  const ScratchFolder scratch;
  const std::filesystem::path store = scratch.path() / "collected.db";
  const Collected collected = collect(folder, record, store);
  keep_collected(folder, collected, store);
  print(fmt::format("{}: {} of {} stored{}\n", folder.store().string(), collected.stored,
                    counted(collected.runs, "run"), collected.changed ? "" : "; nothing new"));
  note(missing_runs_text(folder, collected));
  return collected.unfinished.empty() ? fine : not_enough_data;
}

void add_collect(CommandLine& command, Context& context) {
  auto folder = std::make_shared<std::string>();
  command.option("folder", *folder, "A folder that tryall submit has made").required();
  command.action([folder, &context] { context.status = collect_shards(*folder); });
}

}  // namespace

Command collect_command() {
  return {.name = "collect",
          .summary = "Merge what the tasks of a submitted sweep have stored, and say what is missing",
          .example = "tryall collect sweep-cluster",
          .add = add_collect};
}

}  // namespace tryall::cli
