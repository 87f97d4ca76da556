#include "tryall/sweeps/run/remaining_work.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "search/rounds.hpp"
#include "tryall/sweeps/plan/tasks.hpp"

namespace tryall::sweeps {
namespace {

/// Counts what the brackets train from a rung on.
void add_rungs(const Plan& plan, std::size_t from, RemainingWork& remaining) {
  const std::vector<std::size_t> seeds = plan.seeds_of_groups();
  for (const Bracket& bracket : plan.brackets)
    for (std::size_t i = from; i < bracket.rungs.size(); ++i) {
      const Rung& rung = bracket.rungs[i];
      const auto runs = static_cast<std::int64_t>(rung.survivors * seeds[rung.groups.front()]);
      remaining.separately += runs * rung.epochs;
      remaining.epochs += runs * (rung.epochs - (i == 0 ? 0 : bracket.rungs[i - 1].epochs));
    }
}

/// Counts what later rounds may train, as many epochs a run as in the next one.
void add_rounds(const Rounds& rounds, RemainingWork& remaining) {
  const std::size_t next = remaining.next.size(), later = next == 0 ? 0 : rounds.later();
  remaining.runs = remaining.stored + next + later;
  if (later == 0) return;
  const double times = 1 + static_cast<double>(later) / static_cast<double>(next);
  for (std::int64_t* epochs : {&remaining.epochs, &remaining.separately})
    *epochs = std::llround(static_cast<double>(*epochs) * times);
}

double seconds_of(const Plan& plan, const Costs& costs, const RemainingWork& remaining, bool shares) {
  const auto group_of = [&](std::size_t run) { return plan.runs[run].group; };
  if (plan.adapts()) {  // who goes on is not known: as the mean of those that may
    double sum = 0;
    for (const std::size_t run : remaining.next) sum += costs.of_epoch(group_of(run));
    return remaining.next.empty()
               ? 0
               : sum / static_cast<double>(remaining.next.size()) * static_cast<double>(remaining.epochs);
  }
  double seconds = 0;
  if (shares && plan.shares_beginnings) {
    for (const TrainingTask& task : make_tasks(plan, remaining.next, shares))
      seconds += cost_of(plan, costs, task);
    return seconds;
  }
  for (const std::size_t run : remaining.next)
    seconds += static_cast<double>(plan.groups.epochs(group_of(run))) * costs.of_epoch(group_of(run));
  return seconds;
}

}  // namespace

RemainingWork remaining_work(const Plan& plan, const std::vector<StoredRun>& stored,
                             const RemainingWorkOptions& options) {
  Results results;
  std::unordered_set<std::string> keys;
  for (const StoredRun& run : stored) {
    results.emplace(run.key, run);
    keys.insert(run.key);
  }
  RemainingWork result;
  result.runs = plan.runs_to_train();
  const std::unique_ptr<Rounds> rounds = make_rounds(plan);
  std::size_t rung = 0;
  for (auto selected = rounds->next(results); selected; selected = rounds->next(results), ++rung) {
    result.next = plan.missing(*selected, keys);
    result.stored += selected->size() - result.next.size();
    if (!result.next.empty()) break;
  }
  if (!plan.brackets.empty()) {
    // Configs that two brackets share are trained once; brackets overlap in small spaces alone.
    result.runs = std::max(result.runs, result.stored);
    if (!result.next.empty()) add_rungs(plan, rung, result);
    return result;
  }
  result.separately = epochs_of(plan, result.next);
  result.epochs = options.shares && plan.shares_beginnings
                      ? epochs_of(plan, make_tasks(plan, result.next, true))
                      : result.separately;
  if (!plan.rounds.empty()) add_rounds(*rounds, result);
  return result;
}

void add_costs(const Plan& plan, const Costs& costs, const RemainingWorkOptions& options,
               RemainingWork& remaining) {
  if (!costs.known()) return;
  remaining.seconds = seconds_of(plan, costs, remaining, options.shares);
  std::vector<double> largest;
  for (const std::size_t run : remaining.next) largest.push_back(costs.bytes(plan.runs[run].group));
  const auto count = std::min(static_cast<std::size_t>(options.jobs), largest.size());
  const auto end = largest.begin() + static_cast<std::ptrdiff_t>(count);
  std::partial_sort(largest.begin(), end, largest.end(), std::greater<>());
  remaining.bytes = std::accumulate(largest.begin(), end, 0.0);
}

}  // namespace tryall::sweeps
