// Not installed.
#pragma once

#include <SQLiteCpp/Database.h>

#include <vector>

#include "tryall/sweeps/run/status.hpp"

namespace tryall::sweeps {

/// The same as of a store's file, on a connection.
std::vector<SweepFacts> read_status(SQLite::Database& database);

}  // namespace tryall::sweeps
