#include "tryall/sweeps/plan/sharding.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <queue>
#include <tuple>

#include "tryall/sweeps/plan/tasks.hpp"

namespace tryall::sweeps {
namespace {

/// What a shard has so far: its cost, its runs, its number.
using ShardLoad = std::tuple<double, std::size_t, std::size_t>;

/// The tasks' places, what costs most first.
std::vector<std::size_t> costly_first(const std::vector<double>& costs) {
  std::vector<std::size_t> order(costs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return costs[a] > costs[b]; });
  return order;
}

}  // namespace

std::vector<Shard> make_shards(const Plan& plan, const std::vector<std::size_t>& list, const Costs& costs,
                               const Sharding& sharding) {
  const std::vector<TrainingTask> tasks = make_tasks(plan, list, sharding.keeps_beginnings);
  std::vector<double> task_costs;
  task_costs.reserve(tasks.size());
  for (const TrainingTask& task : tasks) task_costs.push_back(cost_of(plan, costs, task));
  std::vector<Shard> shards(std::min(sharding.count, tasks.size()));
  std::priority_queue<ShardLoad, std::vector<ShardLoad>, std::greater<>> lightest;
  for (std::size_t i = 0; i < shards.size(); ++i) lightest.emplace(0.0, std::size_t{0}, i);
  for (const std::size_t place : costly_first(task_costs)) {
    const std::size_t number = std::get<2>(lightest.top());
    lightest.pop();
    Shard& shard = shards[number];
    for (const Branch& branch : tasks[place].branches)
      shard.runs.insert(shard.runs.end(), branch.runs.begin(), branch.runs.end());
    shard.cost += task_costs[place];
    lightest.emplace(shard.cost, shard.runs.size(), number);
  }
  for (Shard& shard : shards) std::sort(shard.runs.begin(), shard.runs.end());
  return shards;
}

Plan part_of(const Plan& plan, const std::vector<std::size_t>& runs) {
  Plan part = plan;
  part.runs.clear();
  for (const std::size_t run : runs) part.runs.push_back(plan.runs[run]);
  part.brackets.clear();
  part.rounds.clear();
  return part;
}

}  // namespace tryall::sweeps
