#pragma once

#include <string>

#include "tryall/reports/leaderboard.hpp"
#include "tryall/reports/page.hpp"

namespace tryall::reports {

/// The report of a sweep: leaderboard, learning curves of the best groups, the interaction of two axes
/// (learning rate and optimizer where both vary), what diverged. The same store gives the same bytes.
Page sweep_report(SQLite::Database& database, const SweepRow& sweep);

/// A file name made of a sweep's name: letters, digits, ".", "_" and "-" stay.
std::string file_name(const std::string& sweep, const std::string& ending);

}  // namespace tryall::reports
