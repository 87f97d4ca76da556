#include "search/group_runs.hpp"

#include <algorithm>
#include <cmath>

#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::sweeps {

GroupRuns::GroupRuns(const Plan& plan) : plan_(plan), runs_(plan.groups.size()) {
  for (std::size_t run = 0; run < plan.runs.size(); ++run) runs_[plan.runs[run].group].push_back(run);
}

std::optional<double> GroupRuns::value(std::size_t run, const Results& results) const {
  const auto found = results.find(plan_.runs[run].key.hex());
  if (found == results.end() || found->second.outcome != Outcome::completed ||
      !std::isfinite(found->second.objective))
    return std::nullopt;
  return found->second.objective;
}

double GroupRuns::cost(std::size_t group, const Results& results) const {
  double sum = 0;
  for (const std::size_t run : runs_[group]) {
    const std::optional<double> reached = value(run, results);
    if (!reached) return HUGE_VAL;
    sum += *reached;
  }
  const double mean = sum / static_cast<double>(runs_[group].size());
  return plan_.sweep.objective.direction == Direction::maximize ? -mean : mean;
}

std::vector<std::size_t> families_of(const Plan& plan) {
  const std::vector<SweptAxis>& swept = plan.sweep.axes;
  const auto losses = std::find_if(swept.begin(), swept.end(), [](const SweptAxis& axis) {
    return axis.axis->name == "loss" && axis.settings.size() > 1;
  });
  const bool by_loss = plan.metric.quantity == "loss" && losses != swept.end();
  std::vector<std::size_t> families(plan.groups.size(), 0);
  if (!by_loss && plan.groups.subjects().size() == 1) return families;
  std::unordered_map<std::string, std::size_t> numbers;
  for (std::size_t group = 0; group < families.size(); ++group) {
    std::string family = plan.groups.subject(group).hash;
    if (by_loss) family += " " + axis_label(*losses->axis, plan.groups.config(group));
    families[group] = numbers.emplace(family, numbers.size()).first->second;
  }
  return families;
}

}  // namespace tryall::sweeps
