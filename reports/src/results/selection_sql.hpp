#pragma once

#include <string>

#include "tryall/reports/query/query.hpp"

namespace tryall::reports {

/// Whether the selection is all runs at their ends, which are read from the table without the views.
bool is_everything(const Selection& selection);

/// The condition of a selection on the columns of v_runs.
std::string condition_sql(const Selection& selection);

/// A metric's value of a run of v_runs: its column, or at an epoch the value of its curve (NULL where the
/// metric has none).
std::string value_sql(const train::Metric& metric, const Selection& selection);

/// Whether a run of v_runs ended before the selection's epoch without having diverged.
std::string ended_before_sql(const Selection& selection);

/// What messages call the selection.
std::string name_of(const Selection& selection);

}  // namespace tryall::reports
