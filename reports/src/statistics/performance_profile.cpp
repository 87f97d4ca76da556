#include "tryall/statistics/performance_profile.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tryall/error.hpp"

namespace tryall::statistics {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

double fastest_of(const std::vector<double>& problem) {
  double fastest = never;
  for (const double cost : problem) {
    require(!(cost <= 0), "costs are above 0");
    if (cost < fastest) fastest = cost;
  }
  return fastest;
}

std::vector<ProfileStep> steps_of(std::vector<double> factors, std::size_t problems) {
  std::sort(factors.begin(), factors.end());
  std::vector<ProfileStep> steps;
  for (std::size_t i = 0; i < factors.size(); ++i) {
    const double share = static_cast<double>(i + 1) / static_cast<double>(problems);
    if (!steps.empty() && steps.back().factor == factors[i])
      steps.back().share = share;
    else
      steps.push_back({factors[i], share});
  }
  return steps;
}

}  // namespace

std::vector<std::vector<ProfileStep>> performance_profiles(const std::vector<std::vector<double>>& costs) {
  if (costs.empty()) return {};
  std::vector<std::vector<double>> factors(costs.front().size());
  for (const auto& problem : costs) {
    require(problem.size() == factors.size(), "every problem has every method");
    const double fastest = fastest_of(problem);
    for (std::size_t i = 0; i < problem.size(); ++i)
      if (std::isfinite(problem[i])) factors[i].push_back(problem[i] / fastest);
  }
  std::vector<std::vector<ProfileStep>> result;
  for (auto& method : factors) result.push_back(steps_of(std::move(method), costs.size()));
  return result;
}

double profile_at(const std::vector<ProfileStep>& profile, double tau) {
  double share = 0;
  for (const ProfileStep& step : profile)
    if (step.factor <= tau) share = step.share;
  return share;
}

}  // namespace tryall::statistics
