#pragma once

#include "search/features.hpp"
#include "search/group_runs.hpp"

namespace tryall::sweeps {

/// The tree-structured Parzen estimator (Bergstra et al. 2011), over the groups of a plan. The first round is
/// drawn at random. Each later one looks at the configs so far, a config with all its seeds being one: the
/// best tenth are good. l is the Parzen estimate of the good, g that of the others; of 24 candidates that are
/// drawn from l over the configs not tried yet, that with the largest l / g is taken, and so on until the
/// round is full. Rounds depend on results and the search's seed alone.
class TpeRounds final : public Rounds {
 public:
  explicit TpeRounds(const Plan& plan);

  std::optional<std::vector<std::size_t>> next(const Results& results) override;
  bool over() const override { return round_ == plan_.rounds.size(); }
  std::size_t later() const override;

 private:
  /// Groups to be tried next.
  std::vector<std::size_t> draw(std::size_t count, const Results& results);
  /// Those tried, the best of each family in the first list.
  std::pair<std::vector<std::size_t>, std::vector<std::size_t>> split(const Results& results) const;
  std::uint64_t seed() const { return static_cast<std::uint64_t>(plan_.sweep.search.integer("seed")); }

  const Plan& plan_;
  GroupRuns runs_of_;
  std::vector<std::size_t> families_;
  std::vector<Feature> features_;
  std::vector<std::size_t> tried_;  // in the order in which they were drawn
  std::vector<bool> is_tried_;
  std::size_t round_ = 0;
};

}  // namespace tryall::sweeps
