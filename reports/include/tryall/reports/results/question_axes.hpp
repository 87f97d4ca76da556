#pragma once

#include <string>
#include <vector>

#include "tryall/experiment/axis.hpp"

namespace tryall::reports {

/// What `Question::axes` may name: all axes, then all settings as "optimizer.momentum".
std::vector<std::string> question_axes(const AxisTable& axes);

}  // namespace tryall::reports
