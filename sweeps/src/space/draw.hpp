#pragma once

#include <cstdint>
#include <vector>

#include "tryall/sweeps/space/space.hpp"

namespace tryall::sweeps {

/// Numbers of combinations, grid by grid.
using Picks = std::vector<std::uint64_t>;

/// The first `count` (fewer than there are) of a shuffle of all numbers below `combinations`.
Picks draw_random(std::uint64_t combinations, std::uint64_t count, std::uint64_t seed);

/// The first `count` (fewer than there are) different combinations on which points of Sobol's sequence fall;
/// what a hundred times as many points leave wanting is drawn at random.
Picks draw_sobol(const Space& space, std::uint64_t count, std::uint64_t seed);

/// The space of these combinations alone.
Space picked(const Space& space, const Picks& picks);

}  // namespace tryall::sweeps
