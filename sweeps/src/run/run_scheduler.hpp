#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "tryall/sweeps/plan/plan.hpp"

namespace tryall::sweeps {

/// Stored runs by key.
using Results = std::unordered_map<std::string, StoredRun>;

/// Says which runs of a plan are trained next, round by round: all in one round, or rung by rung of each
/// bracket, where the results of one round decide which configs go on. The same results lead to the same
/// rounds.
class RunScheduler {
 public:
  explicit RunScheduler(const Plan& plan);

  /// The runs of the next round in the plan's order, given the results of all before; nothing after the last.
  /// A run is part of one round.
  std::optional<std::vector<std::size_t>> next(const Results& results);
  bool over() const { return next_ == rounds_; }

 private:
  /// The places in the bracket of those that go on to the rung.
  std::vector<std::size_t> survivors(std::size_t bracket, std::size_t rung, const Results& results) const;
  /// The mean of the objective over the group's seeds, the larger the better; nothing where a seed has none.
  std::optional<double> score(std::size_t group, const Results& results) const;

  const Plan& plan_;
  std::size_t next_ = 0, rounds_ = 1;
  std::vector<std::vector<std::size_t>> runs_of_;  // by group
  std::vector<bool> taken_;                        // runs that were part of a round
  std::vector<std::vector<std::size_t>> alive_;    // by bracket: places of those that are still in it
};

}  // namespace tryall::sweeps
