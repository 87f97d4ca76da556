#pragma once

#include <vector>

#include "tryall/statistics/summary.hpp"

namespace tryall::statistics {

/// p values adjusted for how many there are, in the given order; a missing one (NaN) stays missing and is not
/// counted. Holds the chance of any false alarm: the i-th smallest becomes max over j <= i of (m - j + 1)
/// p(j), at most 1. Holm (1979).
std::vector<double> holm(Values p);

}  // namespace tryall::statistics
