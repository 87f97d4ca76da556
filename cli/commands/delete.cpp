#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "command.hpp"
#include "common_options.hpp"
#include "named_things.hpp"
#include "terminal/ask.hpp"
#include "terminal/output.hpp"
#include "terminal/quantities.hpp"
#include "tryall/error.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/sweeps/store/remove.hpp"

namespace tryall::cli {
namespace {

struct DeleteOptions {
  std::vector<std::string> names, sweeps, groups, baselines;
  std::string where, sql_timeout;
  bool dry_run = false, yes = false;
};

/// What the words of the command line name, in the store.
class Selected {
 public:
  Selected(const reports::StoreReader& store, const DeleteOptions& options) : store_(store) {
    for (const std::string& name : options.names) add(find_named(store, name));
    for (const std::string& name : options.sweeps)
      add({.kind = Kind::sweep, .sweep = store.only_sweep(name)});
    for (const std::string& key : options.groups) add({.kind = Kind::group, .key = find_group(store, key)});
    for (const std::string& name : options.baselines)
      add({.kind = Kind::baseline, .key = find_baseline_name(store, name)});
    if (!options.where.empty()) select_runs(options.where);
    removal_.runs = {runs_.begin(), runs_.end()};
  }

  const sweeps::Removal& removal() const { return removal_; }
  /// "sweep first#1"; of groups and runs their number follows in what was removed.
  const std::vector<std::string>& names() const { return names_; }

 private:
  using Kind = Named::Kind;

  void add(const Named& named) {
    if (!given_.insert({named.kind, named.kind == Kind::sweep ? named.sweep.label : named.key}).second)
      return;
    switch (named.kind) {
      case Kind::sweep:
        removal_.sweeps.push_back(named.sweep.id);
        names_.push_back("sweep " + named.sweep.label);
        return;
      case Kind::baseline:
        removal_.baselines.push_back(named.key);
        names_.push_back("baseline " + named.key);
        return;
      case Kind::group:
        return add_runs({.where = fmt::format("group_key = '{}'", named.key)});
      case Kind::run:
        runs_.insert(named.key);
        return;
    }
  }

  void add_runs(const reports::Selection& selection) {
    const auto keys = store_.run_keys(selection);
    runs_.insert(keys.begin(), keys.end());
  }

  /// Of the sweeps named, only runs that meet the condition; the sweeps stay.
  void select_runs(const std::string& where) {
    if (removal_.sweeps.empty()) return add_runs({.where = where});
    for (const std::int64_t sweep : removal_.sweeps) add_runs({.sweep = sweep, .where = where});
    removal_.runs_only_of = std::exchange(removal_.sweeps, {});
    std::erase_if(names_, [](const std::string& name) { return name.starts_with("sweep "); });
  }

  const reports::StoreReader& store_;
  sweeps::Removal removal_;
  std::set<std::pair<Kind, std::string>> given_;
  std::set<std::string> runs_;
  std::vector<std::string> names_;
};

/// "sweep first#1, 8 runs, 4 groups, 2 checkpoints (1.2 MiB)"; empty where nothing goes.
std::string removed_text(const std::vector<std::string>& names, const sweeps::Removed& removed) {
  std::vector<std::string> parts = names;
  const auto add = [&](std::int64_t count, const char* noun) {
    if (count > 0) parts.push_back(counted(static_cast<std::size_t>(count), noun));
  };
  add(removed.runs, "run");
  add(removed.groups, "group");
  add(removed.datasets, "dataset");
  add(removed.environments, "environment");
  add(removed.checkpoints, "checkpoint");
  if (removed.checkpoints > 0)
    parts.back() += fmt::format(" ({})", bytes_text(static_cast<double>(removed.checkpoint_bytes)));
  return fmt::format("{}", fmt::join(parts, ", "));
}

/// What stays, and what comes of it: a line each.
std::string consequences(const sweeps::Removed& removed, const std::vector<reports::SweepRow>& sweeps) {
  std::string text;
  if (removed.shared > 0)
    text += fmt::format("{} {}: another sweep has {} too\n",
                        counted(static_cast<std::size_t>(removed.shared), "run"),
                        removed.shared == 1 ? "stays" : "stay", removed.shared == 1 ? "it" : "them");
  for (const sweeps::IncompleteSweep& one : removed.incomplete)
    for (const reports::SweepRow& sweep : sweeps)
      if (sweep.id == one.id)
        text += fmt::format("sweep {} loses {} that `tryall run` would train again\n", sweep.label,
                            counted(static_cast<std::size_t>(one.runs), "run"));
  return text;
}

/// Numbers of sweeps of a name are counted anew.
std::string renumbered(const std::vector<reports::SweepRow>& before,
                       const std::vector<reports::SweepRow>& after) {
  std::string text;
  for (const reports::SweepRow& was : before)
    for (const reports::SweepRow& is : after)
      if (was.id == is.id && was.label != is.label)
        text += fmt::format("{} is now {}\n", was.label, is.label);
  return text;
}

void check_options(const DeleteOptions& options) {
  if (options.names.empty() && options.sweeps.empty() && options.groups.empty() &&
      options.baselines.empty() && options.where.empty())
    throw Error(
        ErrorCode::bad_input,
        "name what to delete: a sweep, a group or a baseline by its name or key, or runs by --where; see: "
        "tryall delete --help");
}

/// What a command line selects of a store.
struct Deletion {
  sweeps::Removal removal;
  std::vector<std::string> names;
  std::vector<reports::SweepRow> sweeps;  ///< All of the store, before.

  bool is_nothing(const sweeps::Removed& removed) const { return removed_text(names, removed).empty(); }
  /// "tryall.db: deleted sweep first#1, 8 runs, 4 groups", and what stays.
  std::string text(const char* what, const sweeps::Removed& removed) const {
    const std::string list = removed_text(names, removed);
    return fmt::format(
        "{}: {}\n{}", removal.store.string(),
        list.empty() ? "nothing to delete: no run is selected" : fmt::format("{} {}", what, list),
        consequences(removed, sweeps));
  }
};

Deletion select(const Context& context, const DeleteOptions& options) {
  const double limit = sql_seconds(options.sql_timeout);
  const reports::StoreReader store(context.db);
  if (!options.where.empty()) store.limit_time(limit);
  const Selected selected(store, options);
  Deletion deletion{selected.removal(), selected.names(), store.sweeps()};
  deletion.removal.store = context.db;
  deletion.removal.patience.note = note;
  return deletion;
}

void delete_now(Deletion& deletion) {
  deletion.removal.dry_run = false;
  const sweeps::Removed removed = sweeps::remove(deletion.removal);
  print(deletion.text("deleted", removed));
  print(renumbered(deletion.sweeps, reports::StoreReader(deletion.removal.store).sweeps()));
  constexpr std::int64_t much = 1'048'576;
  if (removed.free_bytes > much)
    note(fmt::format("{} in the file are free for new results; `tryall gc` can return it to the disk\n",
                     bytes_text(static_cast<double>(removed.free_bytes))));
}

void delete_selected(const Context& context, const DeleteOptions& options) {
  check_options(options);
  Deletion deletion = select(context, options);
  if (options.yes && !options.dry_run) return delete_now(deletion);
  deletion.removal.dry_run = true;
  const sweeps::Removed would = sweeps::remove(deletion.removal);
  if (options.dry_run || deletion.is_nothing(would)) return print(deletion.text("would delete", would));
  note(deletion.text("would delete", would));
  if (ask("delete?", "nothing was deleted")) delete_now(deletion);
}

void add_delete(CommandLine& command, Context& context) {
  auto options = std::make_shared<DeleteOptions>();
  command
      .option(
          "names", options->names,
          "What to delete: a sweep (NAME, or NAME#2 of several), a baseline, or the key of a group or run")
      .suggest(stored_names("sweeps"));
  add_db_option(command, context);
  command
      .option("--sweep", options->sweeps, "Delete this sweep; repeatable. Runs that another sweep has stay")
      .one_word_per_use()
      .suggest(stored_names("sweeps"));
  command.option("--group", options->groups, "Delete the runs of the group of this key; repeatable")
      .one_word_per_use();
  add_sql_timeout_option(command, options->sql_timeout, "a condition of --where");
  command.option(
      "--where", options->where,
      "Delete the runs that match this SQL condition on the columns of v_runs; with --sweep, only those "
      "of the sweep, which itself stays");
  command.option("--baseline", options->baselines, "Delete this baseline; repeatable")
      .one_word_per_use()
      .suggest(stored_names("baselines"));
  command.flag("--dry-run,-n", options->dry_run, "Show what would be deleted, without deleting it");
  command.flag("--yes,-y", options->yes, "Delete without asking; needed where there is no terminal");
  command.action([options, &context] { delete_selected(context, *options); });
}

}  // namespace

Command delete_command() {
  return {.name = "delete",
          .summary = "Delete sweeps, groups, runs or baselines from the store",
          .example = "tryall delete first#1 --dry-run",
          .add = add_delete};
}

}  // namespace tryall::cli
