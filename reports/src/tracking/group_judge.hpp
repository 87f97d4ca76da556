#pragma once

#include <utility>
#include <vector>

#include "measures.hpp"

namespace tryall::tracking {

/// One group's part of a judgement: which runs belong together, their bits, and what is measured of them.
class GroupJudge {
 public:
  /// Expects so many seeds of today's runs.
  GroupJudge(const TrackedGroup& before, const ReadiedGroup& readied, std::size_t seeds);

  /// Finds the runs of the seeds; says what is missing or failed.
  void find_runs(const std::vector<TrackedRun>& now);
  void compare_numerics(const Baseline& baseline, const Retrained& now);
  void measure(const Baseline& baseline, const CheckOptions& options);

  std::vector<MeasuredPair>& measures() { return measures_; }
  GroupCheck& check() { return check_; }
  bool same_bits() const { return check_.pairs > 0 && check_.same_bits == check_.pairs; }
  bool all_diverged() const;
  std::size_t seeds_in_baseline() const { return before_.runs.size(); }

 private:
  void add_reasons(const Baseline& baseline, const sweeps::Environment& was, const sweeps::Environment& is);

  const TrackedGroup& before_;
  std::vector<std::uint64_t> seeds_;
  GroupCheck check_;
  std::vector<std::pair<const TrackedRun*, const TrackedRun*>> runs_;  ///< With the same seed.
  Sides sides_;
  std::vector<MeasuredPair> measures_;
};

/// The metrics that a group is judged by: those asked for, the baseline's, or what is usual for its data.
std::vector<std::string> judged_metrics(const TrackedGroup& group, const Baseline& baseline,
                                        const CheckOptions& options);

}  // namespace tryall::tracking
