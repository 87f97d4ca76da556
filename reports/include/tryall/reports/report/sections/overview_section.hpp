#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tryall/experiment/run_result.hpp"
#include "tryall/reports/report/section.hpp"
#include "tryall/reports/report/sweep_data.hpp"

namespace tryall::reports {

/// The answer as a number: the best group of the first arm minus the best of the second.
struct OverviewEffect {
  std::string label = {}, interval = {};
  Estimate difference = {};  ///< Of a share in points; n is the fewer seeds of the two.
};

struct Warning {
  std::string text = {};
  std::string section = {};  ///< The name of the one that says more; may be empty.
};

/// The question and its answer.
struct OverviewSection : Section {
  std::string question = {};
  std::optional<OverviewEffect> effect = {};
  std::vector<std::pair<Outcome, std::size_t>> outcomes = {};  ///< With the runs that ended so.
  Facts facts = {};
  std::vector<Warning> warnings = {};
};

}  // namespace tryall::reports
