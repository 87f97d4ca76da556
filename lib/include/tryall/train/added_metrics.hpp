#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "tryall/data/dataset.hpp"
#include "tryall/experiment/metric.hpp"
#include "tryall/experiment/task.hpp"

namespace tryall::train {

/// A model's outputs for the samples of a split.
struct Predictions {
  std::vector<std::uint32_t> samples;  ///< Places in the dataset.
  std::size_t columns = 0;
  std::vector<double> outputs;  ///< `columns` per sample: classes' outputs, or targets in their own unit.
};

/// A metric with a function of its own: how it is worked out from what the model says of a split and from the
/// dataset, which has the labels and targets. NaN where it has no value.
struct AddedMetric {
  Metric metric;  ///< `split` says on which samples; with `each_epoch` it has a curve.
  std::function<double(const Predictions& predictions, const data::Dataset& dataset)> measure;
  std::vector<Task> tasks = {};  ///< For which it is measured; every task where none is named.

  bool measured_for(Task task) const {
    return tasks.empty() || std::find(tasks.begin(), tasks.end(), task) != tasks.end();
  }
};

/// Metrics that are measured besides those with an index, in the order in which they were added.
class AddedMetrics {
 public:
  /// Throws Error for a name that is malformed, or taken by another metric, for a metric of no split and for
  /// one without `measure`.
  void add(AddedMetric metric);

  std::size_t size() const { return metrics_.size(); }
  const AddedMetric& operator[](std::size_t index) const { return metrics_[index]; }
  auto begin() const { return metrics_.begin(); }
  auto end() const { return metrics_.end(); }

 private:
  std::vector<AddedMetric> metrics_;
};

/// Those that come with this library: lib/src/train/metrics/metrics.def.
const AddedMetrics& further_metrics();

}  // namespace tryall::train
