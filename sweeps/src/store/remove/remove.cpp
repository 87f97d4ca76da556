#include "tryall/sweeps/store/remove.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <algorithm>

#include "store/file/write_access.hpp"
#include "store/remove/living_sessions.hpp"
#include "store/remove/orphaned_checkpoints.hpp"
#include "tryall/error.hpp"
#include "tryall/sweeps/store/connection.hpp"

namespace tryall::sweeps {
namespace {

/// Removes within one transaction of the caller. What is to go is first listed in temporary tables,
/// `doomed_sweeps` and `doomed_runs`.
class Remover {
 public:
  Remover(SQLite::Database& database, const Removal& removal, std::vector<KeptCheckpoint> kept)
      : database_(database), removal_(removal), kept_(std::move(kept)) {}

  Removed run() {
    list_sweeps();
    list_runs();
    refuse_while_running(database_, removal_.store,
                         "SELECT id FROM doomed_sweeps UNION SELECT p.sweep_id FROM sweeps o CROSS JOIN "
                         "doomed_runs d CROSS JOIN sweep_runs p ON p.sweep_id = o.id AND p.run_key = d.key",
                         "deleted");
    find_incomplete();
    give_up(checkpoints_of_doomed(database_, kept_));
    removed_.runs = exec("DELETE FROM runs WHERE id IN (SELECT id FROM doomed_runs)");
    exec("DELETE FROM results WHERE (group_id, seed) IN (SELECT group_id, seed FROM doomed_runs)");
    remove_sweeps();
    if (removed_.runs + removed_.sweeps > 0) give_up(checkpoints_in_progress_of_none(database_, kept_));
    remove_orphans();
    remove_baselines();
    return removed_;
  }

  /// Of those that were kept, what nothing needs any more.
  const std::vector<KeptCheckpoint>& spent() const { return spent_; }

 private:
  std::int64_t exec(const std::string& sql) { return database_.exec(sql); }
  std::int64_t number(const std::string& sql) { return database_.execAndGet(sql).getInt64(); }

  void give_up(const std::vector<KeptCheckpoint>& checkpoints) {
    for (const KeptCheckpoint& one : checkpoints) {
      const auto is_same = [&](const KeptCheckpoint& other) {
        return one.key == other.key && one.steps_done == other.steps_done && one.at_end == other.at_end;
      };
      if (std::any_of(spent_.begin(), spent_.end(), is_same)) continue;
      ++removed_.checkpoints;
      removed_.checkpoint_bytes += one.bytes;
      spent_.push_back(one);
    }
  }

  void list_ids(const char* table, const std::vector<std::int64_t>& ids) {
    exec(fmt::format("CREATE TEMP TABLE {}(id INTEGER PRIMARY KEY)", table));
    SQLite::Statement insert(database_, fmt::format("INSERT OR IGNORE INTO {} VALUES(?)", table));
    for (const std::int64_t id : ids) {
      insert.bind(1, id);
      insert.exec();
      insert.reset();
    }
  }

  void list_sweeps() {
    list_ids("doomed_sweeps", removal_.sweeps);
    list_ids("owners", removal_.runs_only_of);
  }

  /// A condition on a run's key: a sweep that is not in `table` has it.
  static std::string shared(const char* table) {
    return fmt::format(
        "EXISTS(SELECT 1 FROM sweep_runs p WHERE p.run_key = r.key AND p.sweep_id IN (SELECT "
        "id FROM sweeps WHERE id NOT IN (SELECT id FROM {})))",
        table);
  }

  void list_runs() {
    exec(
        "CREATE TEMP TABLE doomed_runs(id INTEGER PRIMARY KEY, key TEXT UNIQUE, group_id INTEGER, seed "
        "INTEGER)");
    SQLite::Statement insert(
        database_, fmt::format("INSERT OR IGNORE INTO doomed_runs SELECT r.id, r.key, r.group_id, "
                               "r.seed FROM runs r WHERE r.key = ?{}",
                               removal_.runs_only_of.empty() ? "" : " AND NOT " + shared("owners")));
    for (const std::string& key : removal_.runs) {
      insert.bind(1, key);
      if (insert.exec() == 0 && !removal_.runs_only_of.empty()) ++removed_.shared;
      insert.reset();
    }
    const std::string members =
        "FROM sweep_runs m JOIN runs r ON r.key = m.run_key WHERE m.sweep_id IN (SELECT "
        "id FROM doomed_sweeps) AND ";
    exec("INSERT OR IGNORE INTO doomed_runs SELECT r.id, r.key, r.group_id, r.seed " + members + "NOT " +
         shared("doomed_sweeps"));
    removed_.shared += number("SELECT count(DISTINCT r.id) " + members + shared("doomed_sweeps"));
  }

  void find_incomplete() {
    SQLite::Statement query(database_,
                            "SELECT s.id, count(*) FROM sweeps s CROSS JOIN doomed_runs d CROSS JOIN "
                            "sweep_runs p ON p.sweep_id = s.id AND p.run_key = d.key WHERE s.id NOT IN "
                            "(SELECT id FROM doomed_sweeps) GROUP BY s.id ORDER BY s.id");
    while (query.executeStep())
      removed_.incomplete.push_back({query.getColumn(0).getInt64(), query.getColumn(1).getInt64()});
  }

  void remove_sweeps() {
    const std::string doomed = "sweep_id IN (SELECT id FROM doomed_sweeps)";
    exec("DELETE FROM claims WHERE session_id IN (SELECT id FROM sessions WHERE " + doomed + ")");
    exec("DELETE FROM sessions WHERE " + doomed);
    exec("DELETE FROM sweep_runs WHERE " + doomed);
    removed_.sweeps = exec("DELETE FROM sweeps WHERE id IN (SELECT id FROM doomed_sweeps)");
  }

  void remove_orphans() {
    removed_.groups = exec(
        "DELETE FROM groups WHERE id IN (SELECT group_id FROM doomed_runs) AND NOT EXISTS(SELECT 1 FROM "
        "results c WHERE c.group_id = groups.id)");
    if (removed_.runs > 0) {
      removed_.datasets = exec(
          "DELETE FROM datasets WHERE NOT EXISTS(SELECT 1 FROM groups c WHERE c.dataset_id = datasets.id)");
      removed_.environments = exec(
          "DELETE FROM environments WHERE NOT EXISTS(SELECT 1 FROM runs c WHERE c.environment_id = "
          "environments.id)");
      exec(
          "DELETE FROM origins WHERE trainer <> '' AND NOT EXISTS(SELECT 1 FROM groups c WHERE c.origin_id = "
          "origins.id)");
    }
    for (const char* table : {"notes", "tags"})
      exec(
          fmt::format("DELETE FROM {0} WHERE (kind = 'run' AND key NOT IN (SELECT key FROM runs)) OR (kind = "
                      "'group' AND key NOT IN (SELECT key FROM groups)) OR (kind = 'sweep' AND key NOT IN "
                      "(SELECT name FROM sweeps))",
                      table));
  }

  void remove_baselines() {
    SQLite::Statement remove(database_, "DELETE FROM baselines WHERE name = ?");
    for (const std::string& name : removal_.baselines) {
      remove.bind(1, name);
      removed_.baselines += remove.exec();
      remove.reset();
    }
  }

  SQLite::Database& database_;
  const Removal& removal_;
  std::vector<KeptCheckpoint> kept_, spent_;
  Removed removed_;
};

}  // namespace

Removed remove(const Removal& removal) {
  open_for_reading(removal.store);  // where there is none, none is made
  WriteAccess access(removal.store, removal.patience);
  SQLite::Database& database = access.database();
  try {
    CheckpointFile checkpoints({.store = removal.store, .note = removal.patience.note});
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    Remover remover(database, removal, checkpoints.all());
    Removed removed = remover.run();
    removed.free_bytes = database.execAndGet("PRAGMA freelist_count").getInt64() *
                         database.execAndGet("PRAGMA page_size").getInt64();
    if (removal.dry_run) return removed;
    transaction.commit();
    checkpoints.remove(remover.spent());
    return removed;
  } catch (...) {
    fail_with(removal.store, std::current_exception());
  }
}

}  // namespace tryall::sweeps
