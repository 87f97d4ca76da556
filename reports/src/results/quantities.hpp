#pragma once

#include <string>

#include "tryall/experiment/axis.hpp"
#include "tryall/experiment/metric.hpp"
#include "tryall/sweeps/run/progress.hpp"

namespace tryall::reports {

/// "97.83 %" or "0.08123"; "-" where there is no value.
std::string value_text(const Metric& metric, double value);
/// The mean with half its 95 % interval: "97.83 +- 0.08 %"; without below three values, "-" of none.
std::string interval_text(const Metric& metric, const sweeps::Running& values);

/// What a config has on a column, an axis or a setting ("optimizer.momentum"), in labels of groups:
/// "learning_rate=0.1", or of a technique that speaks for itself "adam".
std::string label_part(const Axis& axis, const std::string& column, const std::string& value);
/// Parts with blanks between.
void add_to_label(std::string& label, const std::string& part);

}  // namespace tryall::reports
