#pragma once

#include "search/group_runs.hpp"

namespace tryall::sweeps {

/// A race: all configs have the first block of their seeds, then those have the next block that cannot be
/// told from the best by the seeds so far, until the seeds are used up or one config is left. After Maron and
/// Moore (1994) and Birattari et al. (2002, F-race), with `statistics::tie_test` as the test.
class RacingRounds final : public Rounds {
 public:
  explicit RacingRounds(const Plan& plan);

  std::optional<std::vector<std::size_t>> next(const Results& results) override;
  bool over() const override { return over_; }
  std::size_t later() const override;

 private:
  /// Drops those of a family that are told apart, and those with a run without a value.
  void drop_told_apart(std::vector<std::size_t>& groups, const Results& results) const;

  const Plan& plan_;
  GroupRuns runs_of_;
  std::vector<std::vector<std::size_t>> alive_;  // groups that are still in the race, by family
  std::size_t round_ = 0;
  std::size_t seeds_ = 0;  // that the rounds so far have given to those in the race
  bool over_ = false;
};

}  // namespace tryall::sweeps
