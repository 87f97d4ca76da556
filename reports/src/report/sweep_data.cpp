#include "tryall/reports/report/sweep_data.hpp"

#include <algorithm>
#include <limits>

namespace tryall::reports {

GroupScore SweepData::score(std::size_t group, std::size_t metric) const {
  GroupScore score;
  for (const Run& run : groups[group].runs) {
    const double value = run.result(metric);
    if (value == value)
      score.values.push_back(value);
    else
      ++score.failed;
  }
  sweeps::RunningStatistics mean;  // as the leaderboard has it, to the last bit
  for (const double value : score.values) mean.add(value);
  if (score.has_value()) score.mean = mean.mean();
  score.interval = statistics::mean_interval(score.values, metrics()[metric].share);
  return score;
}

bool SweepData::same_seeds(std::size_t a, std::size_t b) const {
  return std::equal(groups[a].runs.begin(), groups[a].runs.end(), groups[b].runs.begin(),
                    groups[b].runs.end(), [](const Run& x, const Run& y) { return x.seed == y.seed; });
}

std::vector<double> SweepData::values_or_worst(std::size_t group) const {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  std::vector<double> values;
  for (const Run& run : groups[group].runs) {
    const double value = run.result(objective_place);
    values.push_back(value == value ? value : (maximize() ? -infinity : infinity));
  }
  return values;
}

std::vector<std::size_t> SweepData::varying() const {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < axes.size(); ++i)
    if (axes[i].level_count() > 1) result.push_back(i);
  return result;
}

const ReportAxis* SweepData::find_axis(std::string_view name) const {
  const auto found =
      std::find_if(axes.begin(), axes.end(), [&](const auto& axis) { return axis.name == name; });
  return found == axes.end() ? nullptr : &*found;
}

std::vector<std::string> SweepData::axis_names() const {
  std::vector<std::string> names;
  for (const ReportAxis& axis : axes) names.push_back(axis.name);
  return names;
}

std::size_t SweepData::comparable_groups() const {
  return static_cast<std::size_t>(std::count(comparable.begin(), comparable.end(), true));
}

std::size_t SweepData::groups_in_all() const { return sample ? sample->groups_in_all : groups.size(); }

std::optional<std::size_t> SweepData::arm_of(std::size_t group) const {
  return arms ? axes[*arms].level(group) : std::nullopt;
}

std::size_t SweepData::most_seeds() const {
  std::size_t most = 0;
  for (const Group& group : groups) most = std::max(most, group.runs.size());
  return most;
}

}  // namespace tryall::reports
