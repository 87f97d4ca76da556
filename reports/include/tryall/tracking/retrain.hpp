#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "tryall/sweeps/run/progress.hpp"
#include "tryall/sweeps/store/lock_wait.hpp"
#include "tryall/tracking/baseline.hpp"

namespace tryall::tracking {

/// A baseline's group at today's code.
struct ReadiedGroup {
  std::optional<Config> config;  ///< Nothing where it cannot be trained.
  std::string key;               ///< Today's.
  std::string label;             ///< What tells it from the others.
  std::string error;             ///< Why it cannot be trained.
};

/// Reads each config and looks for its data; what is wrong with one is said of that one.
std::vector<ReadiedGroup> readied(const Baseline& baseline, sweeps::Trainer& trainer);

/// With what, and where, groups are trained anew.
struct Retraining {
  sweeps::Trainer& trainer;
  std::filesystem::path store;  ///< Of today's runs alone, never the one with the baseline's.
  int jobs = 1;
  std::stop_token stop = {};
  std::function<void(const sweeps::SweepProgress&)> show = {};
  sweeps::LockPatience patience = {};
};

/// So many seeds: the group's own, and after them the smallest others from 0 on.
std::vector<std::uint64_t> seeds_of(const TrackedGroup& group, std::size_t count);

/// Trains of each group so many seeds (`seeds_of`), where the store does not hold them yet, and returns
/// today's runs in the baseline's order of groups. Throws Error where the store holds some of these runs from
/// another program: they would be taken for today's.
struct Retrained {
  std::vector<std::vector<TrackedRun>> runs;  ///< By group.
  std::vector<sweeps::Environment> environments;
  bool interrupted = false;
};
Retrained retrain(const Baseline& baseline, const std::vector<ReadiedGroup>& groups,
                  const std::vector<std::size_t>& seeds, const Retraining& retraining);

}  // namespace tryall::tracking
