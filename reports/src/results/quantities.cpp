#include "quantities.hpp"

#include <cmath>

namespace tryall::reports {

std::string value_text(const Metric& metric, double value) {
  return std::isnan(value) ? "-" : sweeps::value_text(metric, value, std::nan(""));
}

std::string interval_text(const Metric& metric, const sweeps::Running& values) {
  return values.count() == 0 ? "-" : sweeps::value_text(metric, values.mean(), values.half_width());
}

std::string label_part(const Axis& axis, const std::string& column, const std::string& value) {
  const bool speaks = axis.is_choice() && column == axis.name && column != "split" && value != "none";
  return speaks ? value : column + "=" + value;
}

void add_to_label(std::string& label, const std::string& part) {
  if (part.empty()) return;
  if (!label.empty()) label += ' ';
  label += part;
}

}  // namespace tryall::reports
