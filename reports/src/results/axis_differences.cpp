#include "axis_differences.hpp"

#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::reports {

bool AxisDifferences::add(const Config& config) {
  if (!first_) {
    first_ = config;
    differs_.assign(config.axes().size(), false);
    return false;
  }
  bool another = false;
  for (std::size_t i = 0; i < differs_.size(); ++i) {
    const Setting &one = (*first_)[i], &other = config[i];
    if (differs_[i] || &one == &other || one == other) continue;
    const Axis& axis = first_->axes()[i];
    differs_[i] = sweeps::axis_label(axis, one) != sweeps::axis_label(axis, other);
    another = another || differs_[i];
  }
  return another;
}

std::vector<std::string> AxisDifferences::axes() const {
  std::vector<std::string> result;
  for (std::size_t i = 0; i < differs_.size(); ++i)
    if (differs_[i]) result.push_back(first_->axes()[i].name);
  if (result.empty()) result.emplace_back("model");
  return result;
}

}  // namespace tryall::reports
