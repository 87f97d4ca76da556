#include "search/halving_rounds.hpp"

#include <algorithm>
#include <numeric>

namespace tryall::sweeps {

HalvingRounds::HalvingRounds(const Plan& plan) : plan_(plan), runs_of_(plan), taken_(plan.runs.size()) {
  for (const Bracket& bracket : plan.brackets) rounds_ = std::max(rounds_, bracket.rungs.size());
  for (const Bracket& bracket : plan.brackets) {
    alive_.emplace_back(bracket.rungs.front().groups.size());
    std::iota(alive_.back().begin(), alive_.back().end(), std::size_t{0});
  }
}

std::optional<std::vector<std::size_t>> HalvingRounds::next(const Results& results) {
  if (over()) return std::nullopt;
  const std::size_t rung = next_++;
  std::vector<std::size_t> runs;
  for (std::size_t i = 0; i < plan_.brackets.size(); ++i) {
    const Bracket& bracket = plan_.brackets[i];
    if (rung >= bracket.rungs.size()) continue;
    if (rung > 0) alive_[i] = survivors(i, rung, results);
    for (const std::size_t place : alive_[i]) {
      for (const std::size_t run : runs_of_[bracket.rungs[rung].groups[place]]) {
        if (!taken_[run]) runs.push_back(run);
        taken_[run] = true;
      }
    }
  }
  std::sort(runs.begin(), runs.end());
  return runs;
}

std::size_t HalvingRounds::later() const {
  std::size_t count = 0;
  for (const Bracket& bracket : plan_.brackets)
    for (std::size_t i = next_; i < bracket.rungs.size(); ++i)
      count += bracket.rungs[i].survivors * runs_of_[bracket.rungs[i].groups.front()].size();
  return count;
}

std::vector<std::size_t> HalvingRounds::survivors(std::size_t bracket, std::size_t rung,
                                                  const Results& results) const {
  const std::vector<Rung>& rungs = plan_.brackets[bracket].rungs;
  std::vector<std::pair<double, std::size_t>> ranked;  // the smaller the better, ties in order
  for (const std::size_t place : alive_[bracket])
    ranked.emplace_back(runs_of_.cost(rungs[rung - 1].groups[place], results), place);
  std::sort(ranked.begin(), ranked.end());
  ranked.resize(std::min(ranked.size(), rungs[rung].survivors));
  std::vector<std::size_t> places;
  for (const auto& [cost, place] : ranked) places.push_back(place);
  return places;
}

}  // namespace tryall::sweeps
