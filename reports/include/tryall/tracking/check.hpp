#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tryall/statistics/quality.hpp"
#include "tryall/tracking/baseline.hpp"
#include "tryall/tracking/numerics.hpp"
#include "tryall/tracking/retrain.hpp"

namespace tryall::tracking {

using statistics::QualityVerdict;

/// What a check goes by.
struct CheckOptions {
  double alpha = 0.05;
  std::vector<std::string> metrics = {};  ///< Empty: the baseline's.
  /// Mean differences below it do not matter, in the metric's unit. By default half a point of a share, and
  /// 1 % of the baseline's mean of anything else.
  std::optional<double> margin = {};
  std::map<std::string, double> margins = {};  ///< For some metrics.
  /// What is to be reached soon, for some of the metrics judged. By default the median over the baseline's
  /// seeds of the value after half of the epochs: most reach it, and there is room to be late.
  std::map<std::string, double> targets = {};
  /// Begin with a few of the baseline's seeds and add more only where they do not decide.
  bool until_decided = false;
  /// Seeds a group at most; by default the baseline's. Those beyond the baseline's are of today's code alone.
  std::optional<std::size_t> budget = {};
  bool exact = false;  ///< Another bit is a regression as well.
};

/// When runs reached the target.
struct Arrivals {
  double target = 0;
  std::size_t reached_before = 0, reached_now = 0;  ///< Seeds; the others count as one epoch more than all.
  double steps_before = 0, steps_now = 0;           ///< Updates until then, in the mean.
  /// At most half of the epochs of before, and no chance: labels or test data may leak, or the task be
  /// another. No verdict, but to be looked at.
  bool suspect = false;
};

/// One measure of one group, before and now: paired by seed, unless there are more seeds now.
struct MeasureCheck {
  std::string metric;
  bool share = false;                     ///< Values are written in per cent, differences in points.
  std::optional<Arrivals> arrivals = {};  ///< Given: epochs until the target; otherwise the value at the end.
  double margin = 0;
  std::size_t seeds_before = 0, seeds_now = 0;
  double mean_before = 0, mean_now = 0;  ///< Diverged runs counted as the worst.
  statistics::QualityChange change = {};
  double pairing_gain = statistics::no_value;  ///< See statistics::pairing_gain.
  /// Shown to be the same or better where it is not shown which.
  bool same_or_better = false;
  std::string note = {};

  bool paired() const { return seeds_before == seeds_now; }
};

/// A group of the baseline, held against today's runs.
struct GroupCheck {
  std::string key, label;
  std::string error;  ///< Why there is no verdict: it could not be trained, runs are missing.
  std::size_t pairs = 0, diverged_before = 0, diverged_now = 0;
  std::size_t same_bits = 0;  ///< Runs all of whose numbers have the same bits.
  /// The earliest of the runs' first differences.
  std::optional<NumericsDifference> difference = {};
  std::vector<std::string> reasons = {};  ///< What the environments say may be why.
  std::vector<MeasureCheck> measures = {};
};

/// What a check came to; `status` is 0 same or better, 1 worse, 3 not enough data, 4 something could not run.
/// What is proven worse stays so when other groups could not run.
struct CheckReport {
  std::string baseline;
  CheckOptions options = {};
  int numerics_before = 0, numerics_now = 0;
  std::vector<GroupCheck> groups;
  std::vector<std::size_t> looks;  ///< After how many seeds it looked.
  bool interrupted = false;

  int status() const;
};

/// Holds today's runs against the baseline's, once, at `options.alpha`: pairs by seed, Holm over all groups
/// and metrics. Of each group so many `seeds` are expected (see `seeds_of`); a missing or failed run leaves
/// its group without verdict. Where there are more seeds than the baseline's, all of today's are held against
/// all of before's, unpaired.
/// A diverged run counts as the worst value: 0 of a share, else the worst seen in the group. A run that never
/// reaches the target counts as one epoch more than it has. Where all bits are the same the quality is, from
/// one seed on. Throws Error for a metric that no group has.
CheckReport judge(const Baseline& baseline, const std::vector<ReadiedGroup>& groups,
                  const std::vector<std::size_t>& seeds, const Retrained& now, const CheckOptions& options);

/// After how many seeds to look, planned before anything is trained, and the level of each look.
struct PlannedLooks {
  std::vector<std::size_t> seeds;
  std::vector<double> levels;
};

/// One look at alpha; with `until_decided`, looks after a half, three quarters and all of the baseline's
/// seeds (no fewer than three), and, where the budget is larger, half-way to it and at it. Alpha is spent as
/// O'Brien and Fleming's looks do, by information: with n seeds before and m > n now that of 2 n m / (n + m)
/// pairs.
PlannedLooks planned_looks(const Baseline& baseline, const CheckOptions& options);

/// Gives today's runs with so many seeds of each group.
using Train = std::function<Retrained(const std::vector<std::size_t>& seeds)>;

/// Whether so many seeds of today's code alone, not paired, tell more of it than the pairs there are: not
/// where seeds make most of the difference, as splits do.
bool gains_from(const MeasureCheck& measure, std::size_t seeds_now);

/// Judges look by look, and asks for more seeds only of groups that are not decided, beyond the baseline's
/// only where it gains. Verdicts stand; so do the pairs' results where more seeds would tell less.
CheckReport judge_by_looks(const Baseline& baseline, const std::vector<ReadiedGroup>& groups,
                           const CheckOptions& options, const Train& train);

/// Trains what is missing and judges it by looks.
CheckReport check(const Baseline& baseline, const CheckOptions& options, const Retraining& retraining);

/// Whether the seeds told what a check asks: worse, or the same or better.
bool is_decided(const MeasureCheck& measure);

/// "same", "better", "worse", "same or better", "insufficient data"
std::string verdict_text(const MeasureCheck& measure);

}  // namespace tryall::tracking
