#pragma once

#include <vector>

#include "tryall/statistics/summary.hpp"

namespace tryall::statistics {

/// The series with single values that stand out replaced, as ChangePointOptions::ignore_spikes says.
std::vector<double> without_spikes(Values series);

}  // namespace tryall::statistics
