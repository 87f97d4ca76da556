#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "tryall/sweeps/plan/plan.hpp"

namespace tryall::sweeps {

/// Stored runs by key.
using Results = std::unordered_map<std::string, StoredRun>;

/// Says which runs of a plan are trained next, round by round: all in one round, or as the plan's search has
/// it, where the results of one round decide on the next. The same results lead to the same rounds.
class Rounds {
 public:
  virtual ~Rounds() = default;

  /// The runs of the next round in the plan's order, given the results of all before (and perhaps of others,
  /// which are not looked at); nothing after the last. A run is part of one round.
  virtual std::optional<std::vector<std::size_t>> next(const Results& results) = 0;
  /// Whether it is known without results that there is no other round.
  virtual bool over() const = 0;
  /// The runs that the rounds after the last may have, at most.
  virtual std::size_t later() const = 0;
};

/// Of the plan's search. The plan outlives them.
std::unique_ptr<Rounds> make_rounds(const Plan& plan);

}  // namespace tryall::sweeps
