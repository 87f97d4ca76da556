#pragma once

#include "compare_setting.hpp"

namespace tryall::reports {

/// How much more would decide, with power .8 at .05, were the differences seen the true ones. Of one setting:
/// seeds. Of several, with s^2 the variance of the settings' differences and v the mean over settings of the
/// variance over seeds: of s^2, v / n is the seeds' part and goes down with their number n, the rest stays,
/// however many seeds there are. Nothing where infinite differences or none are seen.
void add_needed(Comparison& comparison, const std::vector<PairedRuns>& settings);

}  // namespace tryall::reports
