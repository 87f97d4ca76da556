#include <fmt/format.h>

#include <cstdint>
#include <memory>
#include <string>

#include "command.hpp"
#include "common_options.hpp"
#include "terminal/output.hpp"
#include "terminal/quantities.hpp"
#include "tryall/sweeps/store/collect_garbage.hpp"

namespace tryall::cli {
namespace {

std::string mebibytes(std::int64_t bytes) {
  return fmt::format("{:.1f} MiB", static_cast<double>(bytes) / (1024.0 * 1024.0));
}

/// "3 checkpoints under way, 1 environment", or nothing.
std::string garbage_text(const sweeps::Garbage& garbage) {
  std::string text;
  const auto add = [&](std::int64_t count, const char* noun, const char* rest = "") {
    if (count > 0) text += (text.empty() ? "" : ", ") + counted(static_cast<std::size_t>(count), noun) + rest;
  };
  add(garbage.under_way, "checkpoint", " of trainings in progress");
  add(garbage.ends, "checkpoint", " of finished trainings");
  if (garbage.under_way + garbage.ends > 0) text += fmt::format(" ({})", mebibytes(garbage.checkpoint_bytes));
  add(garbage.groups, "group");
  add(garbage.datasets, "dataset");
  add(garbage.environments, "environment");
  add(static_cast<std::int64_t>(garbage.half_made), "half-made store", " left by a killed process");
  return text;
}

void collect(const sweeps::GarbageCollection& collection) {
  const sweeps::Garbage garbage = sweeps::collect_garbage(collection);
  const std::string what = garbage_text(garbage);
  if (what.empty())
    print(fmt::format("{}: nothing to remove\n", collection.store.string()));
  else
    print(fmt::format("{}: {} {}\n", collection.store.string(),
                      collection.dry_run ? "would remove" : "removed", what));
  constexpr std::int64_t little = 65'536;
  if (garbage.returned_bytes > 0)
    print(fmt::format("{} returned to the disk\n", mebibytes(garbage.returned_bytes)));
  else if (garbage.free_bytes > little)
    print(fmt::format("{} of the file {} free for new results\n", mebibytes(garbage.free_bytes),
                      collection.dry_run ? "would be" : "are"));
}

void add_gc(CommandLine& command, Context& context) {
  auto options = std::make_shared<sweeps::GarbageCollection>();
  add_db_option(command, context);
  command.flag("--dry-run", options->dry_run, "Only say what would be removed");
  command.flag("--ends", options->ends,
               "Also remove the final checkpoints of trainings, from which sweeps with more epochs continue");
  command
      .option("--older-than", options->older_than_days,
              "Also remove checkpoints of any kind older than this many days")
      .non_negative();
  command.action([options, &context] {
    options->store = context.db;
    options->patience.note = note;
    collect(*options);
  });
}

}  // namespace

Command gc_command() {
  return {.name = "gc",
          .summary = "Remove checkpoints and other rows that the store no longer needs",
          .example = "tryall gc --dry-run",
          .add = add_gc};
}

}  // namespace tryall::cli
