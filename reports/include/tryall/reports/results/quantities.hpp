#pragma once

#include <string>

#include "tryall/experiment/axis.hpp"
#include "tryall/experiment/metric.hpp"
#include "tryall/sweeps/run/progress.hpp"

namespace tryall::reports {

/// "97.83 %" or "0.08123"; "-" where there is no value.
std::string value_text(const Metric& metric, double value);
/// The mean with the ends of its 95 % interval: "97.83 % [97.71, 97.94]"; without where there is none, "-" of
/// no value.
std::string interval_text(const Metric& metric, const sweeps::RunningStatistics& values);

/// A difference of two values: "-0.92", in points where they are shares, or "-0.0123". With as many digits,
/// up to six, as show that it is not 0.
std::string difference_text(const Metric& metric, double difference);
/// The same with the ends of its interval: "-0.92 [-1.37, -0.47]".
std::string difference_text(const Metric& metric, double difference, double low, double high);

/// What a config has on a column, an axis or a setting ("optimizer.momentum"), in labels of groups:
/// "learning_rate=0.1", or of a technique that speaks for itself "adam".
std::string label_part(const Axis& axis, const std::string& column, const std::string& value);
/// Parts with blanks between.
void add_to_label(std::string& label, const std::string& part);

}  // namespace tryall::reports
