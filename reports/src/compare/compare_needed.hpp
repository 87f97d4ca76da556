#pragma once

#include "compare_setting.hpp"

namespace tryall::reports {

/// How much more would decide, with power .8 at .05, were the differences seen the true ones. Of one setting:
/// seeds. Of several: settings. Signed ranks of the differences seen do not decide, and with any number of
/// seeds they would be the same ranks. Nothing where infinite differences or none are seen.
void add_needed(Comparison& comparison, const std::vector<PairedRuns>& settings);

}  // namespace tryall::reports
