// Not installed.
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <vector>

#include "tryall/sweeps/run/status.hpp"

namespace tryall::sweeps {

/// Of a row of `sweeps`: its name; NAME#2 where several have the name, numbered as they first ran.
inline constexpr const char* sweep_label_sql =
    "name || CASE WHEN count(*) OVER (PARTITION BY name) > 1 THEN '#' || row_number() OVER (PARTITION BY "
    "name "
    "ORDER BY id) ELSE '' END";

/// The runs of a sweep that a store has.
struct SweepMembers {
  std::size_t planned = 0;            ///< Stored or not.
  std::vector<std::int64_t> run_ids;  ///< Of the stored ones, in the order of keys.
};
/// Read from indices alone: a million runs take less than a second.
SweepMembers sweep_members(SQLite::Database& database, std::int64_t sweep);

/// All sweeps, the latest first. Reads alone: a sweep that is running is not disturbed.
std::vector<SweepFacts> read_status(SQLite::Database& database);

}  // namespace tryall::sweeps
