#include "store/checkpoints/spent_checkpoints.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <exception>
#include <limits>
#include <optional>
#include <unordered_map>

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

/// A config as far as it tells which checkpoints are its own; nothing where this program cannot read it.
struct Trajectory {
  std::string key;
  Limits limits;
};

std::optional<Trajectory> trajectory_of(const std::string& config_text, const std::string& dataset_hash) {
  try {
    const Config config = config_from_json(train::training_axes(), nlohmann::json::parse(config_text));
    const bool alone = !training_beginnings().continues(config);  // no longer training goes on from it
    constexpr std::int64_t all = std::numeric_limits<std::int64_t>::max();
    return Trajectory{trajectory_key(config, dataset_hash),
                      {alone ? all : epochs_of(config), alone ? all : std::int64_t{0}}};
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

/// Of all runs that came to a result.
LimitsByKey stored_limits(SQLite::Database& database) {
  SQLite::Statement runs(database,
                         "SELECT g.id, r.seed, g.config, d.hash FROM groups g JOIN datasets d ON d.id = "
                         "g.dataset_id JOIN results r ON r.group_id = g.id WHERE g.numerics_version = ? AND "
                         "r.outcome NOT IN ('failed', 'timed_out') ORDER BY g.id");
  runs.bind(1, numerics_version);
  LimitsByKey result;
  std::int64_t group = -1;
  std::optional<Trajectory> trajectory;
  while (runs.executeStep()) {
    if (runs.getColumn(0).getInt64() != group) {
      group = runs.getColumn(0).getInt64();
      trajectory = trajectory_of(runs.getColumn(2).getString(), runs.getColumn(3).getString());
    }
    if (!trajectory) continue;
    const auto seed = static_cast<std::uint64_t>(runs.getColumn(1).getInt64());
    Limits& limits = result[checkpoint_key(trajectory->key, seed)];
    limits.under_way = std::max(limits.under_way, trajectory->limits.under_way);
    limits.ends = std::max(limits.ends, trajectory->limits.ends);
  }
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
