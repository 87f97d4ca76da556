#pragma once

#include <SQLiteCpp/Statement.h>

#include <functional>
#include <string>

#include "tryall/experiment/config.hpp"

namespace tryall::sweeps {

/// Calls with the config of each group that a query gives, and then with the checkpoint key of each of its
/// runs. Its rows are a group's id, a run's seed, the config and its data's hash, in the order of groups.
/// Groups whose config this program cannot read are left out: it has no checkpoints of them either.
void for_each_trajectory(SQLite::Statement& runs, const std::function<void(const Config&)>& group,
                         const std::function<void(const std::string&)>& run);

}  // namespace tryall::sweeps
