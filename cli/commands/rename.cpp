#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "command.hpp"
#include "common_options.hpp"
#include "named_things.hpp"
#include "terminal/output.hpp"
#include "tracking_files.hpp"
#include "tryall/error.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/sweeps/space/name.hpp"
#include "tryall/sweeps/store/rename.hpp"

namespace tryall::cli {
namespace {

struct RenameOptions {
  std::vector<std::string> names;
  std::string sweep, baseline;
};

[[noreturn]] void refuse_name(const std::string& message) { throw Error(ErrorCode::bad_input, message); }

void check_new_name(const std::string& name) {
  if (const std::string complaint = sweeps::name_complaint(name); !complaint.empty()) refuse_name(complaint);
}

void rename_baseline(const Context& context, const std::string& old_name, const std::string& name) {
  tracking::Baseline baseline =
      tracking::baseline_from_text(stored_baseline_text(context, old_name),
                                   fmt::format("{}: baseline '{}'", context.db.string(), old_name));
  baseline.name = name;
  sweeps::rename_baseline(context.db, old_name, {name, baseline.created_at, to_text(baseline)},
                          {.note = note});
  print(fmt::format("renamed baseline {} to {}\n", old_name, name));
}

void rename_sweep(const Context& context, const reports::SweepRow& sweep, const std::string& name) {
  sweeps::rename_sweep(context.db, sweep.id, name, {.note = note});
  print(fmt::format("renamed sweep {} to {}\n", sweep.label, name));
}

/// The names that the options and words give.
struct OldAndNew {
  std::string old_name, name;
};

OldAndNew names_of(const RenameOptions& options) {
  const std::string& given = options.sweep.empty() ? options.baseline : options.sweep;
  const std::size_t expected = given.empty() ? 2 : 1;
  if (options.names.size() != expected)
    refuse_name(expected == 2
                    ? "give the old name and the new one; see: tryall rename --help"
                    : fmt::format("give the new name of {} alone; see: tryall rename --help", given));
  return {given.empty() ? options.names.front() : given, options.names.back()};
}

void rename_named(const Context& context, const RenameOptions& options) {
  const auto [old_name, name] = names_of(options);
  check_new_name(name);
  Named named;
  {
    const reports::StoreReader store(context.db);
    if (!options.sweep.empty())
      named = {.kind = Named::Kind::sweep, .sweep = store.only_sweep(old_name)};
    else if (!options.baseline.empty())
      named = {.kind = Named::Kind::baseline, .key = find_baseline_name(store, old_name)};
    else
      named = find_named(store, old_name);
  }
  if (named.kind == Named::Kind::baseline) return rename_baseline(context, named.key, name);
  if (named.kind == Named::Kind::sweep) return rename_sweep(context, named.sweep, name);
  refuse_name(
      fmt::format("{} is the key of a {}, which is made of its settings; sweeps and baselines have names",
                  old_name, named.kind == Named::Kind::group ? "group" : "run"));
}

void add_rename(CommandLine& command, Context& context) {
  auto options = std::make_shared<RenameOptions>();
  command
      .option("names", options->names,
              "The old name of a sweep (NAME, or NAME#2 of several) or baseline, and the new name")
      .required()
      .words(1, 2)
      .suggest(stored_names("sweeps"));
  add_db_option(command, context);
  command
      .option("--sweep", options->sweep,
              "Rename this sweep, even if a baseline has the same name: --sweep OLD NEW")
      .suggest(stored_names("sweeps"))
      .excludes(command
                    .option("--baseline", options->baseline,
                            "Rename this baseline, where a sweep has the same name: --baseline OLD NEW")
                    .suggest(stored_names("baselines")));
  command.action([options, &context] { rename_named(context, *options); });
}

}  // namespace

Command rename_command() {
  return {.name = "rename",
          .summary = "Give a sweep or a baseline another name",
          .example = "tryall rename first#1 first-wide",
          .add = add_rename};
}

}  // namespace tryall::cli
