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

/// What of a large sweep the report is made of.
struct OverviewSample {
  std::size_t groups = 0, best = 0, runs = 0;  ///< Those in the report; `best` of the groups are not drawn.
  std::size_t groups_in_all = 0, runs_in_all = 0;
};

/// The question and its answer.
struct OverviewSection : Section {
  std::string question = {};
  std::optional<OverviewBest> best = {};
  std::optional<OverviewSample> sample = {};  ///< Nothing where all groups are in the report.
  std::vector<std::pair<Outcome, std::size_t>> outcomes = {};  ///< With the runs that ended so.
  Facts facts = {};
  std::vector<Warning> warnings = {};
};

}  // namespace tryall::reports
