#pragma once

#include "tryall/train/run.hpp"

namespace tryall::train {

/// Sets the final value, and goes on with the curve of what is measured in each epoch.
void note(RunResult& result, MetricIndex metric, double value);

/// Ends it without final values.
void end(RunResult& result, Outcome outcome, std::string message);

/// Where a training of so many epochs, of which the result is known so far, diverged.
std::string divergence(const RunResult& so_far, std::int64_t epochs);

/// Shows what was measured to an archive.
template <class Archive>
void describe_measured(Archive& archive, RunResult& result) {
  archive.list(result.final_values);
  for (auto& curve : result.curves) archive.list(curve);
  std::size_t histograms = result.histograms.size();
  archive.value(histograms);
  result.histograms.resize(histograms);
  for (Histogram& histogram : result.histograms) {
    archive.value(histogram.epoch);
    archive.value(histogram.layer);
    archive.value(histogram.low);
    archive.value(histogram.high);
    archive.list(histogram.counts);
  }
}

}  // namespace tryall::train
