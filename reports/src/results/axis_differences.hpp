#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tryall/experiment/config.hpp"

namespace tryall::reports {

/// On which axes configs differ, as tables show them. All are over the same axes.
class AxisDifferences {
 public:
  /// True where it showed another axis to differ.
  bool add(const Config& config);
  bool differs(std::size_t axis) const { return axis < differs_.size() && differs_[axis]; }
  /// In the order of axes; the model where all agree.
  std::vector<std::string> axes() const;

 private:
  std::optional<Config> first_;
  std::vector<bool> differs_;  // by axis
};

}  // namespace tryall::reports
