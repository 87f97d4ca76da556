#pragma once

#include "tryall/train/run.hpp"

namespace tryall::train {

/// Sets the final value, and goes on with the curve of what is measured in each epoch.
void note(RunResult& result, MetricIndex metric, double value);

/// Ends it without final values.
void end(RunResult& result, Outcome outcome, std::string message);

/// Where a training of so many epochs, of which the result is known so far, diverged.
std::string divergence(const RunResult& so_far, std::int64_t epochs);

/// Brings the added metrics of a result that was saved, whose names are given, into the order of those that
/// are measured now: what is no longer measured is dropped, and what was not measured then is missing.
void arrange_added(RunResult& result, const std::vector<std::string>& saved, const AddedMetrics& added);

/// Shows what was measured to an archive. Added metrics have their names there, so that a training goes on
/// from a checkpoint of a library with others.
template <class Archive>
void describe_measured(Archive& archive, RunResult& result, const AddedMetrics& added) {
  archive.list(result.final_values);
  result.curves.resize(result.final_values.size());
  for (auto& curve : result.curves) archive.list(curve);
  std::vector<std::string> names;
  for (std::size_t i = metric_count; i < result.final_values.size(); ++i) {
    std::vector<char> name;
    if (i - metric_count < added.size())
      name.assign(added[i - metric_count].metric.name.begin(), added[i - metric_count].metric.name.end());
    archive.list(name);
    names.emplace_back(name.begin(), name.end());
  }
  arrange_added(result, names, added);
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
