#pragma once

#include "search/group_runs.hpp"

namespace tryall::sweeps {

/// Rung by rung of each bracket: the results of one decide which configs go on.
class HalvingRounds final : public Rounds {
 public:
  explicit HalvingRounds(const Plan& plan);

  std::optional<std::vector<std::size_t>> next(const Results& results) override;
  bool over() const override { return next_ == rounds_; }
  std::size_t later() const override;

 private:
  /// The places in the bracket of those that go on to the rung.
  std::vector<std::size_t> survivors(std::size_t bracket, std::size_t rung, const Results& results) const;

  const Plan& plan_;
  std::size_t next_ = 0, rounds_ = 1;
  GroupRuns runs_of_;
  std::vector<bool> taken_;                      // runs that were part of a round
  std::vector<std::vector<std::size_t>> alive_;  // by bracket: places of those that are still in it
};

}  // namespace tryall::sweeps
