#include "store/checkpoints/stored_trajectories.hpp"

#include <cstdint>
#include <exception>
#include <optional>

#include "tryall/sweeps/identity/identity.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/sweeps/trainer/trainer.hpp"

namespace tryall::sweeps {

void for_each_trajectory(SQLite::Statement& runs, const std::function<void(const Config&)>& group,
                         const std::function<void(const std::string&)>& run) {
  std::int64_t last = -1;
  std::optional<std::string> trajectory;
  while (runs.executeStep()) {
    if (const std::int64_t id = runs.getColumn(0).getInt64(); id != last) {
      last = id;
      trajectory.reset();
      try {
        const Config config =
            config_from_json(train::training_axes(), nlohmann::json::parse(runs.getColumn(2).getString()));
        trajectory = trajectory_key(config, runs.getColumn(3).getString());
        group(config);
      } catch (const std::exception&) {
        trajectory.reset();
      }
    }
    if (trajectory)
      run(checkpoint_key(*trajectory, static_cast<std::uint64_t>(runs.getColumn(1).getInt64())));
  }
}

}  // namespace tryall::sweeps
