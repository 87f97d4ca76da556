// Not installed.
#pragma once

#include <SQLiteCpp/Database.h>

#include <vector>

#include "tryall/sweeps/run/status.hpp"

namespace tryall::sweeps {

/// All sweeps, the latest first. Reads alone: a sweep that is running is not disturbed.
std::vector<SweepFacts> read_status(SQLite::Database& database);

}  // namespace tryall::sweeps
