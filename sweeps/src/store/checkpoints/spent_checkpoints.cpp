#include "store/checkpoints/spent_checkpoints.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "store/checkpoints/stored_trajectories.hpp"
#include "tryall/numerics.hpp"
#include "tryall/sweeps/identity/identity.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/sweeps/trainer/trainer.hpp"

namespace tryall::sweeps {
namespace {

/// For the key of each trajectory with a seed: below how many epochs its checkpoints under way are spent, and
/// below how many its ends.
struct Limits {
  std::int64_t under_way = 0;
  std::int64_t ends = 0;
};
using LimitsByKey = std::unordered_map<std::string, Limits>;

Limits limits_of(const Config& config) {
  const bool alone = !training_beginnings().continues(config);  // no longer training goes on from it
  constexpr std::int64_t all = std::numeric_limits<std::int64_t>::max();
  return {alone ? all : epochs_of(config), alone ? all : std::int64_t{0}};
}

/// Of all runs that came to a result.
LimitsByKey stored_limits(SQLite::Database& database) {
  SQLite::Statement runs(database,
                         "SELECT g.id, r.seed, g.config, d.hash FROM groups g JOIN datasets d ON d.id = "
                         "g.dataset_id JOIN results r ON r.group_id = g.id WHERE g.numerics_version = ? AND "
                         "r.outcome NOT IN ('failed', 'timed_out') ORDER BY g.id");
  runs.bind(1, numerics_version);
  LimitsByKey result;
  Limits of_group;
  for_each_trajectory(
      runs, [&](const Config& config) { of_group = limits_of(config); },
      [&](const std::string& key) {
        Limits& limits = result[key];
        limits.under_way = std::max(limits.under_way, of_group.under_way);
        limits.ends = std::max(limits.ends, of_group.ends);
      });
  return result;
}

}  // namespace

std::vector<KeptCheckpoint> spent_checkpoints(SQLite::Database& store, std::vector<KeptCheckpoint> kept,
                                              const GarbageCollection& collection) {
  std::vector<KeptCheckpoint> spent;
  if (kept.empty()) return spent;
  const LimitsByKey stored = stored_limits(store);
  for (KeptCheckpoint& one : kept) {
    const auto found = stored.find(one.key);
    const std::int64_t limit = found == stored.end() ? 0
                               : one.at_end          ? found->second.ends
                                                     : found->second.under_way;
    const bool is_old = collection.older_than_days && one.age_days > *collection.older_than_days;
    if (one.epochs_done < limit || is_old || (one.at_end && collection.ends)) spent.push_back(std::move(one));
  }
  return spent;
}

}  // namespace tryall::sweeps
