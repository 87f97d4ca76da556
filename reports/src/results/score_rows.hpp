#pragma once

#include <cstddef>

#include "tryall/reports/results/score.hpp"

struct sqlite3_stmt;

namespace tryall::reports {

/// Adds a run to its group's score, which is the last of the list or a new one: runs come group by group.
/// `run` is a row of the group's id, the seed, the outcome, whether the run ended too early, and the metrics'
/// values; of a million runs, columns are read by SQLite's own functions, which cost least.
void add_run(Scores& scores, sqlite3_stmt* run, std::size_t metrics);

}  // namespace tryall::reports
