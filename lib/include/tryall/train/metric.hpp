#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tryall/experiment/metric.hpp"
#include "tryall/experiment/task.hpp"

namespace tryall::train {

using tryall::Direction;
using tryall::Metric;

/// Indices into the table. What is stored of these has a frozen form; a new metric is a file of
/// lib/src/train/metrics and a line in its table. The metrics of the validation and test splits stand in the
/// same order.
enum MetricIndex : std::size_t {
  train_loss,
  train_accuracy,
  train_rmse,
  validation_loss,
  validation_accuracy,
  validation_top5_accuracy,
  validation_macro_f1,
  validation_rmse,
  validation_mae,
  validation_r2,
  test_loss,
  test_accuracy,
  test_top5_accuracy,
  test_macro_f1,
  test_rmse,
  test_mae,
  test_r2,
  gradient_norm,
  weight_norm,
  zero_weights,
  dead_units,
  metric_count
};

/// Those with an index, in its order.
const std::vector<Metric>& indexed_metrics();
/// What trainings with the standard library measure: those, then `further_metrics()`.
const std::vector<Metric>& metrics();
std::vector<std::string> metric_names();

/// The metric of that name. Throws Error with the nearest known name.
const Metric& find_metric(std::string_view name);
/// Its place in `metrics()`.
std::size_t index_of(const Metric& metric);
/// Whether this one of `metrics()` is measured for the task.
bool measured(const Metric& metric, Task task);
/// What a sweep over such data selects by when it does not say: validation_accuracy, validation_rmse
/// (in the target's own unit) or test_loss.
const Metric& usual_objective(Task task);

}  // namespace tryall::train
