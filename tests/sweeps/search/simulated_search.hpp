#pragma once

#include <algorithm>
#include <cmath>
#include <string>

#include "catch.hpp"
#include "search_table.hpp"

namespace tryall::testing {

/// What a search came to: the group that it would name as best, and the runs that it took.
struct SearchEnd {
  std::size_t winner = 0;
  std::size_t runs = 0;
};

/// Carries a search out on the table, calling `look(winner so far, runs so far)` after each round until it
/// says true. The winner is the best mean of those with the most seeds.
template <class Look>
SearchEnd search_on(const SearchTable& table, const std::string& search, const Look& look) {
  const sweeps::Plan plan = table.plan(search);
  const double sign = plan.sweep.objective.direction == Direction::maximize ? 1 : -1;
  const auto rounds = sweeps::make_rounds(plan);
  sweeps::Results results;
  std::vector<double> sums(plan.groups.size(), 0);
  std::vector<std::size_t> counts(plan.groups.size(), 0);
  SearchEnd end;
  while (const auto runs = rounds->next(results)) {
    table.look_up(plan, *runs, results);
    for (const std::size_t run : *runs) {
      const sweeps::StoredRun& stored = results.at(plan.runs[run].key.hex());
      sums[plan.runs[run].group] +=
          stored.outcome == Outcome::completed ? sign * stored.objective : -HUGE_VAL;
      ++counts[plan.runs[run].group];
    }
    end.runs += runs->size();
    const std::size_t most = *std::max_element(counts.begin(), counts.end());
    double best = -HUGE_VAL;
    for (std::size_t group = 0; group < sums.size(); ++group)
      if (counts[group] == most && sums[group] > best) {
        best = sums[group];
        end.winner = group;
      }
    if (look(plan, end)) break;
  }
  return end;
}

/// The runs of the smallest search of a kind, by count of configs, whose winner is among those that are not
/// told from the grid's best.
class RunsToReach {
 public:
  explicit RunsToReach(const SearchTable& table)
      : table_(table),
        grid_(table.plan("\"grid\"")),
        tied_(table.tied(grid_)),
        scores_(table.scores(grid_)) {}

  std::size_t configs() const { return grid_.groups.size(); }
  std::size_t seeds() const { return grid_.sweep.seeds.size(); }
  std::size_t tied() const { return static_cast<std::size_t>(std::count(tied_.begin(), tied_.end(), true)); }

  std::size_t random(int seed) const;
  std::size_t racing(int seed) const;
  std::size_t tpe(int seed) const;

 private:
  const SearchTable& table_;
  sweeps::Plan grid_;
  std::vector<bool> tied_;
  std::vector<double> scores_;
};

}  // namespace tryall::testing
