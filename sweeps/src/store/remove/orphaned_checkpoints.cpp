#include "store/remove/orphaned_checkpoints.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <set>
#include <string>

#include "store/checkpoints/stored_trajectories.hpp"
#include "tryall/numerics.hpp"

namespace tryall::sweeps {
namespace {

/// The checkpoint keys of all stored runs that are doomed, or of those that are not.
std::set<std::string> keys_of_runs(SQLite::Database& database, bool doomed) {
  SQLite::Statement runs(database,
                         "SELECT g.id, r.seed, g.config, d.hash FROM groups g JOIN datasets d ON d.id = "
                         "g.dataset_id JOIN results r ON r.group_id = g.id WHERE g.numerics_version = ?1 AND "
                         "(r.run_id IN (SELECT id FROM doomed_runs)) = ?2 ORDER BY g.id");
  runs.bind(1, numerics_version);
  runs.bind(2, doomed ? 1 : 0);
  std::set<std::string> keys;
  for_each_trajectory(
      runs, [](const Config&) {}, [&](const std::string& key) { keys.insert(key); });
  return keys;
}

}  // namespace

std::vector<KeptCheckpoint> checkpoints_of_doomed(SQLite::Database& store,
                                                  const std::vector<KeptCheckpoint>& kept) {
  if (kept.empty()) return {};
  const std::set<std::string> going = keys_of_runs(store, true), staying = keys_of_runs(store, false);
  std::vector<KeptCheckpoint> found;
  for (const KeptCheckpoint& one : kept)
    if (going.contains(one.key) && !staying.contains(one.key)) found.push_back(one);
  return found;
}

std::vector<KeptCheckpoint> checkpoints_in_progress_of_none(SQLite::Database& store,
                                                            const std::vector<KeptCheckpoint>& kept) {
  const bool to_train = store
                            .execAndGet(
                                "SELECT EXISTS(SELECT 1 FROM sweep_runs p WHERE NOT EXISTS(SELECT 1 "
                                "FROM runs r WHERE r.key = p.run_key))")
                            .getInt() != 0;
  if (to_train) return {};
  std::vector<KeptCheckpoint> found;
  for (const KeptCheckpoint& one : kept)
    if (!one.at_end) found.push_back(one);
  return found;
}

}  // namespace tryall::sweeps
