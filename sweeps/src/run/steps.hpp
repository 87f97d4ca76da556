#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "tryall/sweeps/plan/plan.hpp"

namespace tryall::sweeps {

/// Stored runs by key.
using Results = std::unordered_map<std::string, StoredRun>;

/// What a plan trains, step by step: all at once, or rung by rung of each bracket, where the results of one
/// decide who goes on. The same results lead to the same steps.
class Steps {
 public:
  explicit Steps(const Plan& plan);

  /// The runs of the next step in the plan's order, given the results of all before; nothing after the last.
  /// A run is part of one step.
  std::optional<std::vector<std::size_t>> next(const Results& results);
  bool over() const { return next_ == steps_; }

 private:
  /// The places in the bracket of those that go on to the rung.
  std::vector<std::size_t> survivors(std::size_t bracket, std::size_t rung, const Results& results) const;
  /// The mean of the objective over the group's seeds, the larger the better; nothing where a seed has none.
  std::optional<double> score(std::size_t group, const Results& results) const;

  const Plan& plan_;
  std::size_t next_ = 0, steps_ = 1;
  std::vector<std::vector<std::size_t>> runs_of_;  // by group
  std::vector<bool> taken_;                        // runs that were part of a step
  std::vector<std::vector<std::size_t>> alive_;    // by bracket: places of those that are still in it
};

}  // namespace tryall::sweeps
