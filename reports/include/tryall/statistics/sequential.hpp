#pragma once

#include <cstddef>
#include <vector>

namespace tryall::statistics {

/// What `--until-decided` looks at: after how many seeds (or whatever information grows with), ascending; the
/// last is the budget.
struct Looks {
  std::vector<double> seeds;
  double alpha = 0.05;
};

/// The level at each look: decide there if p is at most it. When a share of the most seeds is in,
/// 2 - 2 Phi(z(1 - alpha / 2) / sqrt share) of alpha is spent, as O'Brien and Fleming's looks do: little
/// early, nearly all of it at the end. Looking several times does not raise false alarms above alpha: the
/// levels add up to alpha, so by Bonferroni's inequality this holds for every test that is valid at one look,
/// at every n and however the looks depend on one another. (Lan and DeMets's boundaries (1983), with the same
/// spending, hold for normal statistics only; their last level is higher: with five looks .041 where this has
/// .022.) Family-wise over groups: adjust p by Holm at each look first. Looks must be planned before the
/// first result is seen. Throws Error where seeds do not ascend.
std::vector<double> look_levels(const Looks& looks);

}  // namespace tryall::statistics
