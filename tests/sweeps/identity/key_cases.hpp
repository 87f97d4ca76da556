#pragma once

#include <string>
#include <vector>

namespace tryall::testing {

/// Configs whose keys are recorded, each as the text of a sweep's `base`: the default config; every technique
/// with the settings that it requires; every setting and every plain axis at another value than its default;
/// and combinations.
std::vector<std::string> key_cases();

/// A sweep whose plan is recorded: a file of the repository or a text, an argument of `--set` or "-", and who
/// fits its configs to their data: "native" or "fake".
struct PlanCase {
  std::string sweep, set, trainer;
};
std::vector<PlanCase> plan_cases();

/// What such configs have to name between them: "axis", "axis technique" and "axis technique setting".
std::vector<std::string> key_subjects();

/// What a config given so names: every technique, and settings and plain values that differ from their
/// defaults.
std::vector<std::string> key_subjects_of(const std::string& base);

}  // namespace tryall::testing
