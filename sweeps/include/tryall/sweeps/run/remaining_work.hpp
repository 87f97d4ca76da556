#pragma once

#include <cstdint>
#include <vector>

#include "tryall/sweeps/plan/costs.hpp"
#include "tryall/sweeps/plan/plan.hpp"

namespace tryall::sweeps {

/// What of a plan is left to do.
struct RemainingWork {
  std::size_t runs = 0;           ///< Of the plan in all; of a race, at most.
  std::size_t stored = 0;         ///< Of those.
  std::vector<std::size_t> next;  ///< To train in the first round that is not done; of a grid, all.
  std::int64_t epochs = 0;        ///< Left to train.
  std::int64_t separately = 0;    ///< The same if each run were trained by itself from its beginning.
  double seconds = 0;             ///< That the epochs take on one core.
  double bytes = 0;               ///< That the largest runs under way at once need, beside the data.

  std::size_t to_train() const { return runs - stored; }
};

/// What is left when these runs are stored. `shares`: the trainer trains common beginnings once. `jobs`: at
/// once.
struct RemainingWorkOptions {
  bool shares = true;
  int jobs = 1;
};
RemainingWork remaining_work(const Plan& plan, const std::vector<StoredRun>& stored,
                             const RemainingWorkOptions& options);

/// Adds the time and memory that the remaining runs are expected to take.
void add_costs(const Plan& plan, const Costs& costs, const RemainingWorkOptions& options,
               RemainingWork& remaining);

}  // namespace tryall::sweeps
