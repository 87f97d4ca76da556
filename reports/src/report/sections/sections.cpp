#include "sections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "results/counterpart.hpp"

namespace tryall::reports {

Estimate estimate(double center, const statistics::Interval& interval, std::size_t n) {
  const bool given = interval.state == statistics::IntervalState::given;
  return {.center = center,
          .low = given ? interval.low : statistics::no_value,
          .high = given ? interval.high : statistics::no_value,
          .n = n};
}

Estimate estimate(const GroupScore& score) {
  return estimate(score.mean, score.interval, score.values.size());
}

bool has_metric(const SweepData& data, std::size_t metric) {
  const auto has = [&](const Run& run) { return run.result(metric) == run.result(metric); };
  return std::any_of(data.groups.begin(), data.groups.end(), [&](const Group& group) {
    return std::any_of(group.runs.begin(), group.runs.end(), has);
  });
}

std::optional<std::size_t> test_counterpart(const SweepData& data) {
  const auto on_test = counterpart(data.metrics(), *data.objective, Split::test);
  return on_test && has_metric(data, *on_test) ? on_test : std::nullopt;
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

const Standing& standing_of(const SweepData& data, std::size_t group) {
  const auto place = std::find(data.order.begin(), data.order.end(), group) - data.order.begin();
  return data.board.standings[static_cast<std::size_t>(place)];
}

void say_what_is_compared(const SweepData& data, Section& section) {
  const std::vector<Comparable>& families = data.board.families;
  if (families.size() < 2) return;
  const Comparable& family = families[data.board.standings.front().family];
  section.finding += fmt::format(" This covers {} only.", family.label);
  const std::string others =
      fmt::format("{} of {} groups, which are not comparable with {}",
                  data.order.size() - data.comparable_groups(), data.order.size(), family.label);
  constexpr std::string_view none = "none";
  std::string& exclusions = section.note.exclusions;
  if (exclusions.starts_with(none))
    exclusions.erase(0, std::min(exclusions.size(), none.size() + 2));  // "none: "
  exclusions = exclusions.empty() ? others : others + "; " + exclusions;
}

std::string among_comparable(const SweepData& data) {
  return data.board.families.size() > 1 ? " among groups that can be compared" : "";
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
