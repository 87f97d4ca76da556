// How often a check raises an alarm where nothing changed: today's runs are drawn like the baseline's.
#include <cmath>
#include <cstdlib>

#include "../statistics/made_samples.hpp"
#include "catch.hpp"
#include "tracked.hpp"
#include "tryall/statistics/sequential.hpp"

using namespace tryall::testing;
using namespace tryall::tracking;

namespace {

/// Two groups of `seeds`; each level is a draw of its own, and so is its speed.
std::vector<TrackedGroup> drawn(std::size_t seeds, std::uint32_t number) {
  std::vector<TrackedGroup> groups;
  for (std::uint32_t group = 0; group < 2; ++group) {
    std::vector<double> values = normal_sample(seeds, 2 * number + group);
    for (double& value : values) value = 0.9 + 0.01 * value;
    groups.push_back(group_of(values, group == 0 ? 0.1 : 0.2));
  }
  return groups;
}

bool any_change(const CheckReport& report) {
  for (const GroupCheck& group : report.groups)
    for (const MeasureCheck& measure : group.measures)
      if (measure.change.verdict == QualityVerdict::better || measure.change.verdict == QualityVerdict::worse)
        return true;
  return false;
}

std::vector<TrackedGroup> first_seeds(std::vector<TrackedGroup> groups, std::size_t seeds) {
  for (TrackedGroup& group : groups) group.runs.resize(seeds);
  return groups;
}

/// scripts/simulate-checks asks for more.
int checks_or(int usual) {
  const char* more = std::getenv("TRYALL_SIMULATED_CHECKS");
  return more ? std::atoi(more) : usual;
}

/// 95 % of binomial counts are at most this.
double most_alarms(int checks, double alpha) {
  return checks * alpha + 1.65 * std::sqrt(checks * alpha * (1 - alpha));
}

}  // namespace

TEST_CASE("false alarms: of 1000 checks where nothing changed at most alpha say better or worse") {
  const int checks = checks_or(1000);
  int alarms = 0;
  for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(checks); ++i)
    alarms += any_change(judged(tracked_baseline(drawn(5, 2 * i)), drawn(5, 2 * i + 1))) ? 1 : 0;
  INFO(alarms << " of " << checks);
  CHECK(alarms <= most_alarms(checks, 0.05));
}

TEST_CASE("false alarms: looking three times does not raise them") {
  const int checks = checks_or(500);
  const std::vector<std::size_t> looks = {4, 6, 8};
  const std::vector<double> levels = tryall::statistics::look_levels({.seeds = looks, .alpha = 0.05});
  int alarms = 0;
  for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(checks); ++i) {
    const auto before = drawn(8, 2 * i), now = drawn(8, 2 * i + 1);
    bool alarm = false;
    for (std::size_t look = 0; look < looks.size() && !alarm; ++look)
      alarm = any_change(judged(tracked_baseline(first_seeds(before, looks[look])),
                                first_seeds(now, looks[look]), {.alpha = levels[look]}));
    alarms += alarm ? 1 : 0;
  }
  INFO(alarms << " of " << checks);
  CHECK(alarms <= most_alarms(checks, 0.05));
}

TEST_CASE("false alarms: of checks where all is worse by the margin at most alpha let a group pass") {
  const int checks = checks_or(500);
  int passed = 0;
  for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(checks); ++i) {
    auto now = drawn(6, 2 * i + 1);
    for (TrackedGroup& group : now)
      for (TrackedRun& run : group.runs) run.result.final_values[tryall::train::validation_accuracy] -= 0.03;
    bool any = false;
    for (const GroupCheck& group : judged(tracked_baseline(drawn(6, 2 * i)), now, {.margin = 0.03}).groups)
      any =
          any || (is_decided(group.measures[0]) && group.measures[0].change.verdict != QualityVerdict::worse);
    passed += any ? 1 : 0;
  }
  INFO(passed << " of " << checks);
  CHECK(passed <= most_alarms(checks, 0.05));
}
