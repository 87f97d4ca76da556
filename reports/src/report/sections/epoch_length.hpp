#pragma once

#include "run_time.hpp"
#include "tryall/reports/report/sections/curves_section.hpp"
#include "tryall/reports/report/sweep_data.hpp"

namespace tryall::reports {

/// Stored are totals of a run. Seconds are the mean over all epochs of the completed runs (of all runs where
/// none completed), so every epoch of a group is taken to be as long.
EpochLength epoch_length(const SweepData& data, std::size_t group, const RunTime& time);

}  // namespace tryall::reports
