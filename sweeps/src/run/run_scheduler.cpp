#include "run/run_scheduler.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tryall::sweeps {

RunScheduler::RunScheduler(const Plan& plan) : plan_(plan) {
  if (plan.brackets.empty()) return;
  runs_of_.resize(plan.groups.size());
  taken_.resize(plan.runs.size());
  for (std::size_t run = 0; run < plan.runs.size(); ++run) runs_of_[plan.runs[run].group].push_back(run);
  for (const Bracket& bracket : plan.brackets) rounds_ = std::max(rounds_, bracket.rungs.size());
  for (const Bracket& bracket : plan.brackets) {
    alive_.emplace_back(bracket.rungs.front().groups.size());
    std::iota(alive_.back().begin(), alive_.back().end(), std::size_t{0});
  }
}

std::optional<std::vector<std::size_t>> RunScheduler::next(const Results& results) {
  if (over()) return std::nullopt;
  const std::size_t rung = next_++;
  std::vector<std::size_t> runs;
  if (plan_.brackets.empty()) {
    runs.resize(plan_.runs.size());
    std::iota(runs.begin(), runs.end(), std::size_t{0});
    return runs;
  }
  for (std::size_t i = 0; i < plan_.brackets.size(); ++i) {
    const Bracket& bracket = plan_.brackets[i];
    if (rung >= bracket.rungs.size()) continue;
    if (rung > 0) alive_[i] = survivors(i, rung, results);
    for (const std::size_t place : alive_[i]) {
      const auto& of_group = runs_of_[bracket.rungs[rung].groups[place]];
      for (const std::size_t run : of_group) {
        if (!taken_[run]) runs.push_back(run);
        taken_[run] = true;
      }
    }
  }
  std::sort(runs.begin(), runs.end());
  return runs;
}

std::vector<std::size_t> RunScheduler::survivors(std::size_t bracket, std::size_t rung,
                                                 const Results& results) const {
  const std::vector<Rung>& rungs = plan_.brackets[bracket].rungs;
  std::vector<std::pair<double, std::size_t>> ranked;  // the smaller the better, ties in order
  for (const std::size_t place : alive_[bracket]) {
    const std::optional<double> reached = score(rungs[rung - 1].groups[place], results);
    ranked.emplace_back(reached ? -*reached : HUGE_VAL, place);
  }
  std::sort(ranked.begin(), ranked.end());
  ranked.resize(std::min(ranked.size(), rungs[rung].survivors));
  std::vector<std::size_t> places;
  for (const auto& [reached, place] : ranked) places.push_back(place);
  return places;
}

std::optional<double> RunScheduler::score(std::size_t group, const Results& results) const {
  double sum = 0;
  for (const std::size_t run : runs_of_[group]) {
    const auto found = results.find(plan_.runs[run].key.hex());
    if (found == results.end() || found->second.outcome != Outcome::completed ||
        !std::isfinite(found->second.objective))
      return std::nullopt;
    sum += found->second.objective;
  }
  const double mean = sum / static_cast<double>(runs_of_[group].size());
  return plan_.sweep.objective.direction == Direction::maximize ? mean : -mean;
}

}  // namespace tryall::sweeps
