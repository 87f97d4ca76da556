#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tryall/sweeps/plan/costs.hpp"
#include "tryall/sweeps/plan/plan.hpp"

namespace tryall::sweeps {

/// Runs that differ only in their epochs: the front parts of the longest of them.
struct Branch {
  std::vector<std::size_t> runs;           ///< Of the plan, by ascending epochs; the last is the longest.
  std::optional<std::size_t> parent = {};  ///< The branch of the task that it grows out of, an earlier one.
  std::int64_t from_epoch = 0;             ///< After so many epochs of the parent.
};

/// What one worker does at a stretch: a tree of runs that begin alike, where each stretch is trained once.
struct TrainingTask {
  std::vector<Branch> branches;

  std::size_t run_count() const;
};

/// The tasks that the runs `list` make, in the order of their first runs. `shares`: whether the trainer can
/// train front parts on the way.
std::vector<TrainingTask> make_tasks(const Plan& plan, const std::vector<std::size_t>& list, bool shares);

/// Within each stretch of tasks that begin with the same seed, puts what takes longest first.
void put_long_first(const Plan& plan, const Costs& costs, std::vector<TrainingTask>& tasks);
/// The same of runs, each a task by itself.
void put_long_first(const Plan& plan, const Costs& costs, std::vector<std::size_t>& list);

/// What a task is expected to take on one core: seconds, or epochs where costs are not known.
double cost_of(const Plan& plan, const Costs& costs, const TrainingTask& task);
double cost_of(const Plan& plan, const Costs& costs, std::size_t run);

/// The epochs that are trained in all.
std::int64_t epochs_of(const Plan& plan, const TrainingTask& task);
std::int64_t epochs_of(const Plan& plan, const std::vector<TrainingTask>& tasks);
/// The epochs of the runs, each trained by itself.
std::int64_t epochs_of(const Plan& plan, const std::vector<std::size_t>& list);

}  // namespace tryall::sweeps
