#pragma once

#include <cstddef>
#include <vector>

#include "tryall/sweeps/plan/costs.hpp"
#include "tryall/sweeps/plan/plan.hpp"

namespace tryall::sweeps {

/// Runs that one machine trains, apart from all others.
struct Shard {
  std::vector<std::size_t> runs = {};  ///< Of the plan, ascending.
  double cost = 0;                     ///< Seconds on one core; epochs where costs are not known.
};

/// How runs are divided.
struct Sharding {
  std::size_t count = 1;         ///< Shards; as many as there is work for, if that is less.
  bool keeps_beginnings = true;  ///< Runs that begin alike are trained together, and so stay in one shard.
};

/// Divides the runs `list` among shards of about the same cost: the longest task goes first, each to the
/// shard that has least so far (Graham 1969: no shard takes more than 4/3 of the best division's longest).
/// Ties go by the number of runs, then by the order of the plan, so that the same arguments give the same
/// shards everywhere.
std::vector<Shard> make_shards(const Plan& plan, const std::vector<std::size_t>& list, const Costs& costs,
                               const Sharding& sharding);

/// The plan of these runs alone, all in one round: whoever divides the rounds of a search that adapts has
/// decided what is trained. Stored runs count for the same sweep.
Plan part_of(const Plan& plan, const std::vector<std::size_t>& runs);

}  // namespace tryall::sweeps
