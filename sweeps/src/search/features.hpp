#pragma once

#include <vector>

#include "search/parzen.hpp"
#include "tryall/sweeps/plan/plan.hpp"

namespace tryall::sweeps {

/// The dimensions of a plan's space, whose points are its groups: of an axis of values the value; of an axis
/// of choices the technique's name and, where the group has that technique, each of its settings. What all
/// groups have alike is left out. Values are ordered where all are numbers (or lists of a single number), by
/// size; a word that stands for 0, as "full" does for a batch size, comes last.
std::vector<Feature> features_of(const Plan& plan);

}  // namespace tryall::sweeps
