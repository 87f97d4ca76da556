#pragma once

#include <string>
#include <vector>

#include "tryall/tracking/check.hpp"

namespace tryall::tracking {

/// Finds what a diverged run counts as: of a share the worst there is, else the worst finite value seen.
class WorstValue {
 public:
  explicit WorstValue(const Metric& metric);
  void see(double value);
  /// NaN where nothing was seen.
  double value() const { return value_; }

 private:
  bool share_, maximize_;
  double value_;
};

/// Mean differences below it do not matter: what is asked for, else half a point of a share, 1 % of the mean
/// before of other metrics.
double margin_of(const Metric& metric, double mean_before, const CheckOptions& options);

/// What would decide: "about 11 seeds would decide", "2 seeds; at least 3 are needed".
std::string undecided_text(const statistics::QualityChange& change, std::size_t seeds);

/// A group's runs of before and of now. The first of now have the seeds of before; there may be more.
struct Sides {
  std::vector<const train::RunResult*> before, now;
  std::vector<const train::RunResult*> baseline;  ///< All of before, whatever the look: targets are theirs.
  std::int64_t epochs = 1;                        ///< Of the config.
  const std::vector<Metric>* metrics = &train::metrics();  ///< In the order of the results' values.

  /// Of a metric among them.
  std::size_t place(const Metric& metric) const { return metric_index(*metrics, metric.name); }
};

/// A measure of a group with the values that it is judged by.
struct MeasuredPair {
  MeasureCheck check;
  statistics::QualityPair values;
};

/// The metric's value at the end and, where it has a curve, the epochs until the target is reached. Nothing
/// where the metric is not measured on these data. Throws Error where it was measured before and is not now.
std::vector<MeasuredPair> measure(const Sides& sides, const train::Metric& metric,
                                  const CheckOptions& options);

/// Epochs until the target is reached, the first at whose end it is; one more than the config's where none
/// does or the run diverged. The mean of it, cut off so, is the restricted mean time (Royston and Parmar
/// 2013), which can be compared where some runs do not arrive.
MeasuredPair measure_arrivals(const Sides& sides, const train::Metric& metric, double target);

/// The median over the completed runs of the baseline of the value after half of the epochs (of a
/// run that stopped earlier, its last); no value where there is no curve.
double usual_target(const Sides& sides, const train::Metric& metric);

inline bool is_completed(const train::RunResult& run) { return run.outcome == train::Outcome::completed; }

/// What remains to be filled in of a measure when its values are known.
void finish(MeasuredPair& measured);

}  // namespace tryall::tracking
