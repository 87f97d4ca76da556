#pragma once

#include <vector>

namespace tryall::statistics {

/// A point of a step function: from `factor` on, `share` of the problems.
struct ProfileStep {
  double factor = 1;
  double share = 0;
};

/// Dolan and More (2002): for each method (column), the share of problems (rows) that it finishes within a
/// factor tau of the fastest method, as a step function of tau. `costs` are times or steps to a target,
/// above 0, infinite or NaN where the target was not reached. Problems that none reaches count in the share's
/// denominator. Each method's steps ascend; a method that is never within any factor has none. The fastest
/// depends on who takes part: leaving a method out changes the others' profiles.
std::vector<std::vector<ProfileStep>> performance_profiles(const std::vector<std::vector<double>>& costs);

/// The share at tau.
double profile_at(const std::vector<ProfileStep>& profile, double tau);

}  // namespace tryall::statistics
