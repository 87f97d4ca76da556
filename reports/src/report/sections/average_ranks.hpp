#pragma once

#include "tryall/reports/report/sections/significance_section.hpp"
#include "tryall/reports/report/sweep_data.hpp"

namespace tryall::reports {

/// The arms' average ranks over blocks (what the groups share on all other axes but the learning rate, at
/// whose best value each arm stands), for the arms of these groups, and which cannot be told apart: Demsar
/// (2006).
AverageRanks average_ranks(const SweepData& data, const std::vector<std::size_t>& contenders);

}  // namespace tryall::reports
