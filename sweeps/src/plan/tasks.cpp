#include "tryall/sweeps/plan/tasks.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

namespace tryall::sweeps {
namespace {

Config config_of(const Plan& plan, std::size_t run) { return plan.groups.config(plan.runs[run].group); }

std::int64_t epochs_of(const Plan& plan, std::size_t run) { return plan.groups.epochs(plan.runs[run].group); }

std::int64_t longest(const Plan& plan, const Branch& branch) { return epochs_of(plan, branch.runs.back()); }

/// Puts a run that is no longer than those before it where it shares most; while branches grow, their longest
/// runs stand first.
void grow(const Plan& plan, std::vector<TrainingTask>& tasks, std::size_t run) {
  const Config config = config_of(plan, run);
  TrainingTask* task = nullptr;
  std::size_t parent = 0;
  std::int64_t common = 0;
  for (TrainingTask& one : tasks)
    for (std::size_t i = 0; i < one.branches.size(); ++i) {
      const std::int64_t with =
          plan.beginnings->common_epochs(config, config_of(plan, one.branches[i].runs.front()));
      if (with <= common) continue;
      task = &one;
      parent = i;
      common = with;
    }
  if (!task)
    tasks.push_back({{{{run}}}});
  else if (common == epochs_of(config))
    task->branches[parent].runs.push_back(run);
  else
    task->branches.push_back({{run}, parent, common});
}

/// The trees that the runs of one trunk and seed make: several where some part at once.
void add_trees(const Plan& plan, std::vector<std::size_t> runs, std::vector<TrainingTask>& tasks) {
  std::stable_sort(runs.begin(), runs.end(),
                   [&](std::size_t a, std::size_t b) { return epochs_of(plan, a) > epochs_of(plan, b); });
  std::vector<TrainingTask> trees;
  for (const std::size_t run : runs) grow(plan, trees, run);
  for (TrainingTask& tree : trees) {
    for (Branch& branch : tree.branches) std::reverse(branch.runs.begin(), branch.runs.end());
    tasks.push_back(std::move(tree));
  }
}

struct Beginning {
  Key trunk;
  std::uint64_t seed;
  bool operator==(const Beginning&) const = default;
};

struct HashBeginning {
  std::size_t operator()(const Beginning& beginning) const {
    return HashKey()(beginning.trunk) ^ (beginning.seed * 0x9e3779b97f4a7c15);
  }
};

}  // namespace

std::size_t TrainingTask::run_count() const {
  std::size_t count = 0;
  for (const Branch& branch : branches) count += branch.runs.size();
  return count;
}

std::vector<TrainingTask> make_tasks(const Plan& plan, const std::vector<std::size_t>& list, bool shares) {
  std::vector<TrainingTask> tasks;
  tasks.reserve(list.size());
  if (!shares || !plan.shares_beginnings) {
    for (const std::size_t run : list) tasks.push_back({{{{run}}}});
    return tasks;
  }
  std::unordered_map<Beginning, std::size_t, HashBeginning> numbers;
  std::vector<std::vector<std::size_t>> alike;
  for (const std::size_t run : list) {
    const Beginning beginning{plan.groups.trunk(plan.runs[run].group), plan.runs[run].seed};
    const auto [place, fresh] = numbers.emplace(beginning, alike.size());
    if (fresh) alike.emplace_back();
    alike[place->second].push_back(run);
  }
  for (std::vector<std::size_t>& runs : alike) add_trees(plan, std::move(runs), tasks);
  return tasks;
}

namespace {

/// Of tasks or of runs; `seed_of` one of them.
template <class Item, class SeedOf>
void put_costly_first(const Plan& plan, const Costs& costs, std::vector<Item>& items, const SeedOf& seed_of) {
  for (auto begin = items.begin(); begin != items.end();) {
    const auto end =
        std::find_if(begin, items.end(), [&](const Item& item) { return seed_of(item) != seed_of(*begin); });
    std::stable_sort(begin, end, [&](const Item& a, const Item& b) {
      return cost_of(plan, costs, a) > cost_of(plan, costs, b);
    });
    begin = end;
  }
}

}  // namespace

void put_long_first(const Plan& plan, const Costs& costs, std::vector<TrainingTask>& tasks) {
  put_costly_first(plan, costs, tasks,
                   [&](const TrainingTask& task) { return plan.runs[task.branches[0].runs[0]].seed; });
}

void put_long_first(const Plan& plan, const Costs& costs, std::vector<std::size_t>& list) {
  put_costly_first(plan, costs, list, [&](std::size_t run) { return plan.runs[run].seed; });
}

double cost_of(const Plan& plan, const Costs& costs, std::size_t run) {
  return static_cast<double>(epochs_of(plan, run)) * costs.of_epoch(plan.runs[run].group);
}

double cost_of(const Plan& plan, const Costs& costs, const TrainingTask& task) {
  return static_cast<double>(epochs_of(plan, task)) *
         costs.of_epoch(plan.runs[task.branches.front().runs.back()].group);
}

std::int64_t epochs_of(const Plan& plan, const TrainingTask& task) {
  std::int64_t sum = 0;
  for (const Branch& branch : task.branches) sum += longest(plan, branch) - branch.from_epoch;
  return sum;
}

std::int64_t epochs_of(const Plan& plan, const std::vector<TrainingTask>& tasks) {
  return std::accumulate(
      tasks.begin(), tasks.end(), std::int64_t{0},
      [&](std::int64_t sum, const TrainingTask& task) { return sum + epochs_of(plan, task); });
}

std::int64_t epochs_of(const Plan& plan, const std::vector<std::size_t>& list) {
  return std::accumulate(list.begin(), list.end(), std::int64_t{0},
                         [&](std::int64_t sum, std::size_t run) { return sum + epochs_of(plan, run); });
}

}  // namespace tryall::sweeps
