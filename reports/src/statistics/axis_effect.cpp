#include "tryall/statistics/axis_effect.hpp"

#include <algorithm>
#include <cmath>

namespace tryall::statistics {

std::vector<LevelEffect> axis_effect(const std::vector<Trial>& trials, std::size_t levels,
                                     train::Direction direction, bool share) {
  std::vector<LevelEffect> result(levels);
  std::vector<std::vector<double>> feasible(levels);
  for (const Trial& trial : trials) {
    ++result.at(trial.level).n;
    if (std::isfinite(trial.value)) feasible[trial.level].push_back(trial.value);
  }
  for (std::size_t i = 0; i < levels; ++i) {
    const std::vector<double>& values = feasible[i];
    if (result[i].n == 0) continue;
    result[i].share_infeasible = 1 - static_cast<double>(values.size()) / static_cast<double>(result[i].n);
    result[i].mean = mean(values);
    result[i].interval = mean_interval(values, share);
    if (values.empty()) continue;
    const auto [min, max] = std::minmax_element(values.begin(), values.end());
    result[i].best = direction == train::Direction::maximize ? *max : *min;
  }
  return result;
}

double pooled_variance(const std::vector<std::vector<double>>& groups) {
  double squares = 0, freedom = 0;
  for (const auto& group : groups) {
    if (group.size() < 2) continue;
    const double deviation = standard_deviation(group), degrees = static_cast<double>(group.size() - 1);
    squares += degrees * deviation * deviation;
    freedom += degrees;
  }
  return freedom > 0 ? squares / freedom : no_value;
}

}  // namespace tryall::statistics
