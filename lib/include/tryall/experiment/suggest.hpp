#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tryall {

/// The candidate nearest to `name` by Damerau-Levenshtein distance (optimal string alignment), or nothing
/// when none is near: at most a third of the name's length away, and at least one edit is always allowed.
std::string nearest_name(std::string_view name, const std::vector<std::string>& candidates);

/// " (did you mean 'adam'?)", or " (known: a, b, c)" when no candidate is near.
std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace tryall
