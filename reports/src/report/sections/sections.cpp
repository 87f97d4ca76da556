#include "sections.hpp"

#include <algorithm>
#include <set>

namespace tryall::reports {

bool has_metric(const SweepData& data, std::size_t metric) {
  return std::any_of(data.runs.begin(), data.runs.end(),
                     [&](const ReportRun& run) { return run.metrics[metric] == run.metrics[metric]; });
}

std::optional<std::size_t> test_counterpart(const SweepData& data) {
  const std::string& name = data.objective->name;
  const std::string on_test = "test" + name.substr(std::min(name.find('_'), name.size()));
  for (std::size_t i = 0; i < train::metrics().size(); ++i)
    if (train::metrics()[i].name == on_test && on_test != name && has_metric(data, i)) return i;
  return std::nullopt;
}

std::vector<std::size_t> contenders(const SweepData& data, std::size_t most) {
  std::vector<std::size_t> result;
  std::set<std::size_t> seen;
  for (const std::size_t group : data.order) {
    if (result.size() == most || !data.scores[group].has_value()) break;
    const auto arm = data.arm_of(group);
    if (data.arms && (!arm || !seen.insert(*arm).second)) continue;
    result.push_back(group);
  }
  return result;
}

std::vector<std::size_t> best_groups(const SweepData& data, std::size_t most) {
  std::vector<std::size_t> result(
      data.order.begin(),
      data.order.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(most / 2, data.order.size())));
  for (const std::size_t group : contenders(data, most))
    if (result.size() < most && std::find(result.begin(), result.end(), group) == result.end())
      result.push_back(group);
  return result;
}

}  // namespace tryall::reports
