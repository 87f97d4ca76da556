#pragma once

#include "tryall/reports/query/leaderboard.hpp"

namespace tryall::reports {

/// Tests all standings against the first: the only procedure for ties, whose marks the terminal, JSON,
/// Markdown and the page show. A group one of whose runs has no value is told apart.
void find_ties(Leaderboard& board);

/// Says beside each tie what it is, in a column without a name; none where there are no ties.
void add_tie_column(const Leaderboard& board, Table& table);

/// The runs' values of the metric ranked by; infinite where one of them has none, so that no test is made.
std::vector<double> values_of(const Leaderboard& board, const Standing& standing);

}  // namespace tryall::reports
