#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tryall {

enum class Direction { maximize, minimize };

/// The samples that a metric is measured on.
enum class Split { none, train, validation, test };

/// "none", "train", "validation" or "test".
std::string_view to_text(Split split);
/// "maximize" or "minimize".
std::string_view to_text(Direction direction);
/// Those of these names, if there are any.
std::optional<Split> split_from(std::string_view text);
std::optional<Direction> direction_from(std::string_view text);

/// What is measured of a run.
struct Metric {
  std::string name;           ///< "validation_accuracy"
  std::string quantity = {};  ///< What it is, whatever the split: "accuracy".
  std::string unit = {};      ///< "s", "bytes"; empty where it has none.
  std::string meaning = {};
  Split split = Split::none;
  Direction direction = Direction::maximize;
  bool share = false;       ///< Between 0 and 1, shown as per cent.
  bool each_epoch = false;  ///< It has a curve; the others are taken once, at the end.
  /// The same whenever the run is repeated. What is not (time, memory) is no part of fingerprints, and two
  /// stores that differ in it alone do not contradict each other.
  bool repeatable = true;

  bool operator==(const Metric&) const = default;
};

/// The metric of that name. Throws Error with the nearest known name.
const Metric& find_metric(const std::vector<Metric>& metrics, std::string_view name);
/// Its place among the metrics, or their number where there is none of that name.
std::size_t metric_index(const std::vector<Metric>& metrics, std::string_view name);
/// Its place among the metrics. Throws Error with the nearest known name.
std::size_t metric_place(const std::vector<Metric>& metrics, std::string_view name);

}  // namespace tryall
