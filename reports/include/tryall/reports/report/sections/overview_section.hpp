#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tryall/experiment/run_result.hpp"
#include "tryall/reports/report/section.hpp"
#include "tryall/reports/report/sweep_data.hpp"

namespace tryall::reports {

/// The best group's value, the number to remember.
struct OverviewBest {
  std::string label = {}, interval = {};
  std::size_t group = 0;
  Estimate value = {};  ///< Of the objective; a share in per cent.
};

struct Warning {
  std::string text = {};
  std::string section = {};  ///< The name of the one that says more; may be empty.
};

/// The question and its answer.
struct OverviewSection : Section {
  std::string question = {};
  std::optional<OverviewBest> best = {};
  std::vector<std::pair<Outcome, std::size_t>> outcomes = {};  ///< With the runs that ended so.
  Facts facts = {};
  std::vector<Warning> warnings = {};
};

}  // namespace tryall::reports
