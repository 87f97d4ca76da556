#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tryall::train {

enum class Direction { maximize, minimize };

/// What is measured of a run. The order is the order of columns; the names are the store's columns.
struct Metric {
  std::string name;
  Direction direction;
  bool each_epoch;  ///< It has a curve; the others are taken once, at the end.
  bool share;       ///< Between 0 and 1, shown as per cent.
  std::string meaning;
};

/// Indices into the table.
enum MetricIndex : std::size_t {
  train_loss,
  train_accuracy,
  validation_loss,
  validation_accuracy,
  test_loss,
  test_accuracy,
  metric_count
};

const std::vector<Metric>& metrics();
std::vector<std::string> metric_names();

/// The metric of that name. Throws Error with the nearest known name.
const Metric& find_metric(std::string_view name);
/// Its place in `metrics()`.
std::size_t index_of(const Metric& metric);

}  // namespace tryall::train
