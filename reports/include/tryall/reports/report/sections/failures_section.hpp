#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "tryall/reports/report/sections/interactions_section.hpp"

namespace tryall::reports {

struct FailedRun {
  std::size_t run = 0;
  std::int64_t epochs = 0, steps = 0;  ///< Done when it ended.
};

/// Where runs failed. Where none did, its finding says so and all else is empty.
struct FailuresSection : Section {
  std::vector<CrossedAxes> maps = {};  ///< Without centers.
  std::vector<FailedRun> runs = {};    ///< The first of them.
  std::size_t runs_in_all = 0;         ///< Of the sweep, failed or not.
};

}  // namespace tryall::reports
