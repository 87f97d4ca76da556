#pragma once

#include <cstddef>
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
  /// Begin with a few of the baseline's seeds and add more only where they do not decide.
  bool until_decided = false;
  std::optional<std::size_t> budget = {};  ///< Seeds a group at most.
  bool exact = false;                      ///< Another bit is a regression as well.
};

/// One measure of one group, before and now, paired by seed.
struct MeasureCheck {
  std::string metric;
  bool speed = false;  ///< Epochs until `target` is reached; otherwise the value at the end.
  double target = 0;   ///< The baseline's mean at the end, worse by the margin.
  double margin = 0;
  std::size_t pairs = 0;
  double mean_before = 0, mean_now = 0;  ///< Diverged runs counted as `worst`.
  statistics::QualityChange change = {};
  /// One-sided: that now is worse by the margin or more, adjusted by Holm.
  double p_not_worse = statistics::no_value;
  /// Shown to be the same or better where it is not shown which.
  bool same_or_better = false;
  std::string note = {};
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
/// and metrics. `seeds` of each group are expected; a missing or failed run leaves its group without verdict.
/// A diverged run counts as the worst value: 0 of a share, else the worst seen in the group. A run that never
/// reaches the target counts as one epoch more than it has. Where all bits are the same the quality is, from
/// one seed on. Throws Error for a metric that no group has.
CheckReport judge(const Baseline& baseline, const std::vector<ReadiedGroup>& groups,
                  const std::vector<std::size_t>& seeds, const Retrained& now, const CheckOptions& options);

/// Trains what is missing and judges it. With `until_decided`, looks after a half, three quarters and all of
/// the seeds (no fewer than three), each at its share of alpha (O'Brien and Fleming's spending).
CheckReport check(const Baseline& baseline, const CheckOptions& options, const Retraining& retraining);

/// Whether the seeds told what a check asks: worse, or the same or better.
bool is_decided(const MeasureCheck& measure);

/// "same", "better", "worse", "same or better", "insufficient data"
std::string verdict_text(const MeasureCheck& measure);

}  // namespace tryall::tracking
