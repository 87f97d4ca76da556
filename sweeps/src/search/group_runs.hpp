#pragma once

#include <optional>
#include <string>
#include <vector>

#include "search/rounds.hpp"

namespace tryall::sweeps {

/// The runs of each group of a plan, and what they came to.
class GroupRuns {
 public:
  explicit GroupRuns(const Plan& plan);

  /// In the order of their seeds.
  const std::vector<std::size_t>& operator[](std::size_t group) const { return runs_[group]; }
  std::size_t size() const { return runs_.size(); }

  /// The objective's value of a run; nothing where it diverged, failed, ran out of time or is not there.
  std::optional<double> value(std::size_t run, const Results& results) const;
  /// The mean of the objective over the group's seeds, with the sign by which the smaller is the better;
  /// infinite where a seed has none.
  double cost(std::size_t group, const Results& results) const;

 private:
  const Plan& plan_;
  std::vector<std::vector<std::size_t>> runs_;
};

/// Of each group, a number that it shares with those whose values can be compared with its own: on the same
/// data and, where the objective is the loss, by the same loss. Numbers count from 0.
std::vector<std::size_t> families_of(const Plan& plan);

}  // namespace tryall::sweeps
