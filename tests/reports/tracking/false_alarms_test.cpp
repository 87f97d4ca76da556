// How often a check raises an alarm where nothing changed: today's runs are drawn like the baseline's.
#include <cmath>

#include "catch.hpp"
#include "simulated.hpp"

using namespace tryall::testing;
using namespace tryall::tracking;

namespace {

/// Three runs with the same end (nearly) that are at 0.9 after the first epoch or after the third.
TrackedGroup early_or_late(std::uint32_t number, double learning_rate) {
  const std::vector<double> noise = normal_sample(6, number);
  TrackedGroup group =
      group_of({0.9 + 1e-6 * noise[0], 0.9 + 1e-6 * noise[1], 0.9 + 1e-6 * noise[2]}, learning_rate);
  for (std::size_t i = 0; i < 3; ++i) {
    const double early = noise[3 + i] > 0 ? 0.95 : 0.5;
    group.runs[i].result.curves[tryall::train::validation_accuracy] = {early, early, 0.95, 0.9, 0.9};
  }
  return group;
}

/// Three runs whose accuracies at the end are one of two out of 27 samples.
TrackedGroup coarse(std::uint32_t number, double learning_rate) {
  const std::vector<double> noise = normal_sample(3, number);
  std::vector<double> ends;
  for (const double value : noise) ends.push_back((value > 0 ? 25 : 24) / 27.0);
  TrackedGroup group = group_of(ends, learning_rate);
  for (TrackedRun& run : group.runs)
    run.result.curves[tryall::train::validation_accuracy] = {5 / 27.0, 20 / 27.0, 22 / 27.0};
  return group;
}

bool any_change(const CheckReport& report) {
  for (const GroupCheck& group : report.groups)
    for (const MeasureCheck& measure : group.measures)
      if (measure.change.verdict == QualityVerdict::better || measure.change.verdict == QualityVerdict::worse)
        return true;
  return false;
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

TEST_CASE("false alarms: looking several times, and beyond the baseline's seeds, does not raise them") {
  const int checks = checks_or(500);
  const std::size_t budget = GENERATE(8, 24);
  int alarms = 0, looked_beyond = 0;
  for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(checks); ++i) {
    const CheckReport report =
        by_looks(drawn(8, 2 * i), drawn(budget, 2 * i + 1), {.until_decided = true, .budget = budget});
    alarms += any_change(report) ? 1 : 0;
    looked_beyond += report.looks.back() > 8 ? 1 : 0;
  }
  INFO(alarms << " of " << checks);
  CHECK(alarms <= most_alarms(checks, 0.05));
  CHECK((looked_beyond > 0) == (budget > 8));
}

TEST_CASE(
    "false alarms: many groups whose runs come to one of two epochs or accuracies raise none by chance") {
  const auto group_like = GENERATE(early_or_late, coarse);
  const int checks = checks_or(300);
  int alarms = 0;
  for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(checks); ++i) {
    std::vector<TrackedGroup> before, now;
    for (std::uint32_t group = 0; group < 20; ++group) {
      before.push_back(group_like(2 * (20 * i + group), 0.01 * (group + 1)));
      now.push_back(group_like(2 * (20 * i + group) + 1, 0.01 * (group + 1)));
    }
    alarms += any_change(judged(tracked_baseline(before), now)) ? 1 : 0;
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
