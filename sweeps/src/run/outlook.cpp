#include "tryall/sweeps/run/outlook.hpp"

#include <algorithm>
#include <numeric>

#include "run/steps.hpp"
#include "tryall/sweeps/plan/tasks.hpp"

namespace tryall::sweeps {
namespace {

/// Counts what the brackets train from the step on.
void add_rungs(const Plan& plan, std::size_t from, Outlook& outlook) {
  std::vector<std::size_t> seeds(plan.groups.size());
  for (const PlannedRun& run : plan.runs) ++seeds[run.group];
  for (const Bracket& bracket : plan.brackets)
    for (std::size_t i = from; i < bracket.rungs.size(); ++i) {
      const Rung& rung = bracket.rungs[i];
      const auto runs = static_cast<std::int64_t>(rung.survivors * seeds[rung.groups.front()]);
      outlook.separately += runs * rung.epochs;
      outlook.epochs += runs * (rung.epochs - (i == 0 ? 0 : bracket.rungs[i - 1].epochs));
    }
}

double seconds_of(const Plan& plan, const Costs& costs, const Outlook& outlook, bool shares) {
  const auto group_of = [&](std::size_t run) { return plan.runs[run].group; };
  if (!plan.brackets.empty()) {  // who goes on is not known: as the mean of those that may
    double sum = 0;
    for (const std::size_t run : outlook.next) sum += costs.of_epoch(group_of(run));
    return outlook.next.empty()
               ? 0
               : sum / static_cast<double>(outlook.next.size()) * static_cast<double>(outlook.epochs);
  }
  double seconds = 0;
  if (shares && plan.shares_beginnings) {
    for (const Task& task : make_tasks(plan, outlook.next, shares)) seconds += cost_of(plan, costs, task);
    return seconds;
  }
  for (const std::size_t run : outlook.next)
    seconds +=
        static_cast<double>(epochs_of(plan.groups[group_of(run)].config)) * costs.of_epoch(group_of(run));
  return seconds;
}

}  // namespace

Outlook outlook(const Plan& plan, const std::vector<StoredRun>& stored, const OutlookOptions& options) {
  Results results;
  std::unordered_set<std::string> keys;
  for (const StoredRun& run : stored) {
    results.emplace(run.key, run);
    keys.insert(run.key);
  }
  Outlook result;
  result.runs = plan.runs_to_train();
  Steps steps(plan);
  std::size_t step = 0;
  for (auto selected = steps.next(results); selected; selected = steps.next(results), ++step) {
    result.next = plan.missing(*selected, keys);
    result.stored += selected->size() - result.next.size();
    if (!result.next.empty()) break;
  }
  if (!plan.brackets.empty()) {
    // Configs that two brackets share are trained once; brackets overlap in small spaces alone.
    result.runs = std::max(result.runs, result.stored);
    if (!result.next.empty()) add_rungs(plan, step, result);
    return result;
  }
  result.separately = epochs_of(plan, result.next);
  result.epochs = options.shares && plan.shares_beginnings
                      ? epochs_of(plan, make_tasks(plan, result.next, true))
                      : result.separately;
  return result;
}

void add_costs(const Plan& plan, const Costs& costs, const OutlookOptions& options, Outlook& outlook) {
  if (!costs.known()) return;
  outlook.seconds = seconds_of(plan, costs, outlook, options.shares);
  std::vector<double> largest;
  for (const std::size_t run : outlook.next) largest.push_back(costs.bytes(plan.runs[run].group));
  const auto count = std::min(static_cast<std::size_t>(options.jobs), largest.size());
  const auto end = largest.begin() + static_cast<std::ptrdiff_t>(count);
  std::partial_sort(largest.begin(), end, largest.end(), std::greater<>());
  outlook.bytes = std::accumulate(largest.begin(), end, 0.0);
}

}  // namespace tryall::sweeps
