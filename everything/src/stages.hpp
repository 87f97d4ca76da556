#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "clock.hpp"
#include "tryall/everything/try_everything.hpp"
#include "tryall/reports/results/run.hpp"

namespace tryall::everything {

/// What a stage's sweep came to.
struct StageEnd {
  sweeps::Sweep sweep;
  std::vector<reports::Group> groups = {};
  bool interrupted = false;
  bool cut_short = false;  ///< By the budget.
};

/// The config that such settings make, with the others at their defaults, settled on the data. Throws Error.
Config settled_config(const nlohmann::json& settings, Workshop& workshop);

/// How tables show what the config says on the axis of that name.
std::string setting_label(const Config& config, const std::string& axis);

/// Trains the sweep that `text` (JSON) describes and reads what the store then has of it.
StageEnd run_stage(Workshop& workshop, const std::string& name, const std::string& text,
                   const sweeps::Budget& budget);

/// Mean and interval of the metric over a group's runs; of one that diverged none.
reports::Estimated figure_of(const reports::Group& group, const Metric& metric, std::size_t place);

/// The groups with the best figures, best first; at most so many. Those with fewer than half the runs of the
/// others, where time was over, take no part, nor do those with a training that diverged.
std::vector<reports::Group> best_groups(const std::vector<reports::Group>& groups, const Metric& metric,
                                        std::size_t place, std::size_t most);

/// A sweep of these configs with these seeds, as a file's text.
std::string configs_sweep(const std::string& name, const std::string& description,
                          const std::vector<Config>& configs, const std::string& objective,
                          const std::vector<std::uint64_t>& seeds);

}  // namespace tryall::everything
