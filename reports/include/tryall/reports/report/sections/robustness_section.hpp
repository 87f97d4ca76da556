#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tryall/reports/report/section.hpp"

namespace tryall::reports {

/// The stretch of an axis around its best value on which the best over all other axes is within the margin.
struct Margin {
  double best = 0, low = 0, high = 0;
  double width = 0;  ///< In decades on a log axis.
  bool at_low_edge = false, at_high_edge = false;
};

struct ArmMargin {
  std::optional<std::size_t> arm = {};  ///< Nothing: all arms together.
  Margin margin = {};
};

struct AxisMargins {
  std::size_t axis = 0;
  std::string margin = {};  ///< "within 1 point of the best".
  std::vector<ArmMargin> arms = {};
};

struct ExpectedBest {
  std::size_t tries = 0;
  Estimate value = {};  ///< The expected best of so many groups.
};

struct ArmTries {
  std::optional<std::size_t> arm = {};
  std::vector<ExpectedBest> tries = {};
};

/// A best value at an edge of what was tried.
struct EdgeAlarm {
  std::string text = {};
  std::size_t axis = 0;
};

/// How much depends on finding the right setting.
struct RobustnessSection : Section {
  std::optional<AxisMargins> margins = {};
  std::string interval = {};  ///< Of the best of tries.
  std::vector<ArmTries> best_of_tries = {};
  std::vector<EdgeAlarm> alarms = {};
};

}  // namespace tryall::reports
