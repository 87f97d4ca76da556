#include "store/remove/orphaned_checkpoints.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <exception>
#include <optional>
#include <set>
#include <string>

#include "tryall/numerics.hpp"
#include "tryall/sweeps/identity/identity.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/sweeps/trainer/trainer.hpp"

namespace tryall::sweeps {
namespace {

/// Nothing where this program cannot read the config: then it has no checkpoints of it either.
std::optional<std::string> trajectory_of_config(const std::string& config, const std::string& dataset_hash) {
  try {
    return trajectory_key(config_from_json(train::training_axes(), nlohmann::json::parse(config)),
                          dataset_hash);
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

/// The checkpoint keys of all stored runs that are doomed, or of those that are not.
std::set<std::string> keys_of_runs(SQLite::Database& database, bool doomed) {
  SQLite::Statement runs(database,
                         "SELECT g.id, r.seed, g.config, d.hash FROM groups g JOIN datasets d ON d.id = "
                         "g.dataset_id JOIN results r ON r.group_id = g.id WHERE g.numerics_version = ?1 AND "
                         "(r.run_id IN (SELECT id FROM doomed_runs)) = ?2 ORDER BY g.id");
  runs.bind(1, numerics_version);
  runs.bind(2, doomed ? 1 : 0);
  std::set<std::string> keys;
  std::int64_t group = -1;
  std::optional<std::string> trajectory;
  while (runs.executeStep()) {
    if (runs.getColumn(0).getInt64() != group) {
      group = runs.getColumn(0).getInt64();
      trajectory = trajectory_of_config(runs.getColumn(2).getString(), runs.getColumn(3).getString());
    }
    if (trajectory)
      keys.insert(checkpoint_key(*trajectory, static_cast<std::uint64_t>(runs.getColumn(1).getInt64())));
  }
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
