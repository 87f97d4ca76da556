#pragma once

#include <cstdint>
#include <vector>

#include "tryall/experiment/technique.hpp"
#include "tryall/sweeps/space/space.hpp"

namespace tryall::sweeps {

/// The ways to go over a space: grid, random, sobol, halving, hyperband, racing, tpe.
const Family& searches();
/// The families of these axes, and that of searches.
std::vector<const Family*> families_with_searches(const AxisTable& axes);

/// Whether the search trains configs a little and goes on with the best of them.
bool has_rungs(const Choice& search);

/// A step of successive halving: how many configs are trained for how many epochs.
struct RungSize {
  std::int64_t epochs = 1;
  std::size_t configs = 1;

  bool operator==(const RungSize&) const = default;
};

/// The brackets of a search with rungs, which has all its settings, each a list of rungs, the shortest
/// trainings first, where the longest training has `most_epochs` and there are so many configs. Integers
/// throughout.
///
/// halving (Jamieson and Talwalkar 2016, "Non-stochastic best arm identification and hyperparameter
/// optimization"): all n configs for R / eta^s epochs, the best n / eta for eta times as many, and so on, s
/// the most for which R / eta^s >= min_epochs and n / eta^s >= 1.
///
/// hyperband (Li et al. 2018, Algorithm 1): for s = s_max, ..., 0 the halving of ceil((s_max + 1) eta^s /
/// (s + 1)) configs from R / eta^s epochs on, s_max the most for which R / eta^s_max >= min_epochs.
std::vector<std::vector<RungSize>> brackets(const Choice& search, std::int64_t most_epochs,
                                            std::size_t configs);

/// A round of a race or of suggestions: how many configs get how many seeds more.
struct RoundSize {
  std::size_t configs = 0;
  std::size_t seeds = 0;

  bool operator==(const RoundSize&) const = default;
};

/// The rounds of `racing`, of which later ones may have fewer configs, and of `tpe`, where there are so many
/// configs with so many seeds each. None for other searches.
std::vector<RoundSize> round_sizes(const Choice& search, std::size_t configs, std::size_t seeds);

/// The part of the space that the search goes over: for `grid` all of it, otherwise the combinations that are
/// drawn, each once, in the order in which they are. `racing` draws as `random`, and `tpe`, where there are
/// more than 20,000, so many from which it then picks. `random` draws uniformly without replacement; `sobol`
/// takes the points of Sobol's sequence (Joe and Kuo's directions, shifted by the search's seed) in the unit
/// cube of the space's relations, from which it goes on where two points fall on one combination. Seeds are
/// no part of what is drawn: every config has all of its seeds.
Space searched(const Space& space, const Choice& search, std::int64_t most_epochs);

}  // namespace tryall::sweeps
