#include "search/racing_rounds.hpp"

#include <algorithm>

#include "tryall/statistics/tie_test.hpp"

namespace tryall::sweeps {

RacingRounds::RacingRounds(const Plan& plan) : plan_(plan), runs_of_(plan) {
  const std::vector<std::size_t> families = families_of(plan);
  for (std::size_t group = 0; group < families.size(); ++group) {
    if (families[group] == alive_.size()) alive_.emplace_back();
    alive_[families[group]].push_back(group);
  }
}

std::optional<std::vector<std::size_t>> RacingRounds::next(const Results& results) {
  if (over_) return std::nullopt;
  std::vector<std::size_t> selected;
  for (std::vector<std::size_t>& groups : alive_) {
    if (round_ > 0) drop_told_apart(groups, results);
    if (round_ > 0 && groups.size() < 2) groups.clear();  // this race is decided
    for (const std::size_t group : groups) {
      const std::vector<std::size_t>& runs = runs_of_[group];
      const std::size_t end = std::min(runs.size(), seeds_ + plan_.rounds[round_].seeds);
      for (std::size_t i = seeds_; i < end; ++i) selected.push_back(runs[i]);
    }
  }
  seeds_ += plan_.rounds[round_].seeds;
  over_ = ++round_ == plan_.rounds.size() || selected.empty();
  if (selected.empty()) return std::nullopt;
  std::sort(selected.begin(), selected.end());
  return selected;
}

std::size_t RacingRounds::later() const {
  if (over_) return 0;
  std::size_t count = 0;
  for (const std::vector<std::size_t>& groups : alive_)
    for (const std::size_t group : groups)
      count += runs_of_[group].size() - std::min(runs_of_[group].size(), seeds_);
  return count;
}

void RacingRounds::drop_told_apart(std::vector<std::size_t>& groups, const Results& results) const {
  std::vector<std::vector<std::uint64_t>> seeds(groups.size());
  std::vector<std::vector<double>> values(groups.size());
  std::vector<bool> dropped(groups.size(), false);
  std::vector<statistics::SeedValues> board;
  std::vector<statistics::Values> compared;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const std::vector<std::size_t>& runs = runs_of_[groups[i]];
    for (std::size_t k = 0; k < std::min(runs.size(), seeds_); ++k) {
      const std::optional<double> value = runs_of_.value(runs[k], results);
      if (!value) dropped[i] = true;
      seeds[i].push_back(plan_.runs[runs[k]].seed);
      values[i].push_back(value.value_or(0));
    }
    if (dropped[i]) values[i].clear();
    board.push_back({seeds[i], values[i]});
    compared.push_back(values[i]);
  }
  const statistics::TieTest test = statistics::tie_test(
      board, {.direction = plan_.sweep.objective.direction,
              .resolution = plan_.metric.share ? statistics::seed_resolution(compared) : 0});
  std::vector<std::size_t> left;
  for (std::size_t i = 0; i < groups.size(); ++i)
    if (!dropped[i] && test.rows[i].mark != statistics::TieMark::behind) left.push_back(groups[i]);
  groups = std::move(left);
}

}  // namespace tryall::sweeps
