#pragma once

#include "report/json_columns.hpp"
#include "report/sweep_data.hpp"

namespace tryall::reports {

/// The arms' average ranks over blocks (what the groups share on all other axes but the learning rate, at
/// whose best value each arm stands), for the arms of these groups, and which cannot be told apart: Demsar
/// (2006).
Json average_ranks_json(const SweepData& data, const std::vector<std::size_t>& contenders);

}  // namespace tryall::reports
