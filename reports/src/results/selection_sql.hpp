#pragma once

#include <string>

#include "connection.hpp"
#include "tryall/reports/results/run.hpp"

namespace tryall::reports {

/// The condition of a selection on the columns of v_runs.
std::string condition_sql(const Selection& selection);

/// The tables `runs r` and `results s` with the runs alone that meet a condition on the columns of v_runs.
std::string chosen_sql(const std::string& condition);

/// The same with the selected runs, without the views where they are not needed.
std::string from_sql(const Selection& selection);

/// A metric's value of a run of v_runs: its column, or at an epoch the value of its curve (NULL where the
/// metric has none). `metric` is its place among the store's.
std::string value_sql(const Connection& store, std::size_t metric, const Selection& selection);

/// The same of `runs r` and `results s`.
std::string run_value_sql(const Connection& store, std::size_t metric, const Selection& selection);

/// Whether a run of v_runs ended before the selection's epoch without having diverged.
std::string ended_before_sql(const Selection& selection);

}  // namespace tryall::reports
