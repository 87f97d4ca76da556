#pragma once

#include <string>

#include "tryall/reports/leaderboard.hpp"
#include "tryall/reports/page.hpp"

namespace tryall::reports {

/// "The best of 18 groups is adam ...": what the leaderboard says in a sentence.
std::string leaderboard_finding(const Leaderboard& board);

/// A heatmap of the best over the rest for two axes: learning rate and optimizer where they vary, else the
/// first two that do.
PageSection interaction_section(const Leaderboard& board);

/// Learning curves of the best groups.
PageSection curves_section(SQLite::Database& database, const Leaderboard& board);

/// Which groups, called by their values on `axes`, diverged and where, as a table; without rows when none
/// did.
PageSection divergence_section(SQLite::Database& database, const SweepRow& sweep,
                               const std::vector<std::string>& axes);

/// A group's values on the given axes: "adam learning_rate=0.003".
std::string group_label(const GroupRow& group, const std::vector<std::string>& axes);

}  // namespace tryall::reports
