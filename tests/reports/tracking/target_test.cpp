// Epochs and steps until a target quality is reached.
#include "catch.hpp"
#include "sweep_text.hpp"
#include "tracked.hpp"
#include "tryall/tracking/check_output.hpp"

using namespace tryall::testing;
using namespace tryall::tracking;
using tryall::train::validation_accuracy;

namespace {

/// Five runs, ten steps an epoch, that are at 0.9 from the epoch on that is given (0: never), of eight.
TrackedGroup arriving(const std::vector<std::size_t>& epochs, double end = 0.9) {
  std::vector<TrackedRun> runs;
  for (const std::size_t epoch : epochs) {
    TrackedRun run = tracked(runs.size(), end + 0.0001 * double(runs.size()), 8);
    auto& curve = run.result.curves[validation_accuracy];
    for (std::size_t i = 0; i < 8; ++i) curve[i] = epoch > 0 && i + 1 >= epoch ? 0.9 : 0.1;
    runs.push_back(run);
  }
  TrackedGroup group = tracked_group(std::move(runs));
  group.config["epochs"] = 8;
  return group;
}

CheckReport held(const TrackedGroup& was, const TrackedGroup& is, const CheckOptions& options = {}) {
  return judged(tracked_baseline({was}), {is}, options);
}

const MeasureCheck& arrivals(const CheckReport& report) { return report.groups.at(0).measures.at(1); }

const CheckOptions at_09 = {.targets = {{"validation_accuracy", 0.9}}};

}  // namespace

TEST_CASE("target: fewer epochs are better, more are worse, with the steps beside") {
  const TrackedGroup early = arriving({2, 3, 2, 3, 2}), late = arriving({5, 6, 6, 6, 6});
  const CheckReport worse = held(early, late, at_09);
  CHECK(arrivals(worse).change.verdict == QualityVerdict::worse);
  CHECK(arrivals(worse).mean_before == Approx(2.4));
  CHECK(arrivals(worse).mean_now == Approx(5.8));
  CHECK(arrivals(worse).arrivals->steps_before == Approx(24));
  CHECK(arrivals(worse).arrivals->steps_now == Approx(58));
  CHECK(worse.status() == 1);
  CHECK(arrivals(held(late, early, at_09)).change.verdict == QualityVerdict::better);
  CHECK(held(late, early, at_09).status() == 0);
}

TEST_CASE("target: a seed that does not arrive counts as one epoch more than there are, and is told of") {
  const CheckReport report = held(arriving({2, 3, 2, 3, 2}), arriving({0, 8, 0, 8, 0}), at_09);
  CHECK(arrivals(report).change.verdict == QualityVerdict::worse);
  CHECK(arrivals(report).mean_now == Approx((3 * 9 + 2 * 8) / 5.0));
  CHECK(arrivals(report).arrivals->reached_before == 5);
  CHECK(arrivals(report).arrivals->reached_now == 2);
  CHECK_THAT(arrivals(report).note, ContainsSubstring("reached by 5 of 5 before, 2 of 5 now"));
}

TEST_CASE("target: a run that diverged never arrived, whatever its curve was") {
  TrackedGroup now = arriving({2, 3, 3, 3, 2});
  now.runs[1].result.outcome = tryall::train::Outcome::diverged;
  CHECK(arrivals(held(arriving({2, 3, 2, 3, 2}), now, at_09)).arrivals->reached_now == 4);
}

TEST_CASE("target: one that no seed reaches, before or now, decides nothing") {
  const CheckReport report = held(arriving({2, 3, 2, 3, 2}), arriving({2, 3, 3, 3, 2}),
                                  {.targets = {{"validation_accuracy", 0.99}}});
  CHECK(report.status() == 3);
  CHECK_THAT(arrivals(report).note, ContainsSubstring("no seed reaches it, before or now"));
}

TEST_CASE("target: by default the baseline's median after half of the epochs") {
  TrackedGroup was = arriving({2, 3, 2, 3, 2});
  for (std::size_t i = 0; i < 5; ++i)
    was.runs[i].result.curves[validation_accuracy][3] = 0.5 + 0.1 * double(i);
  CHECK(arrivals(held(was, arriving({2, 3, 2, 3, 2}))).arrivals->target == Approx(0.7));
  was.runs[4].result.curves[validation_accuracy].resize(2);  // stopped early: its last value
  was.runs[4].result.curves[validation_accuracy][1] = 0.05;
  CHECK(arrivals(held(was, arriving({2, 3, 2, 3, 2}))).arrivals->target == Approx(0.6));
}

TEST_CASE("target: half of the epochs or fewer are suspect, which is no verdict") {
  const CheckReport fast = held(arriving({6, 7, 6, 7, 6}), arriving({2, 1, 1, 2, 1}), at_09);
  CHECK(arrivals(fast).arrivals->suspect);
  CHECK_THAT(arrivals(fast).note, ContainsSubstring("suspiciously fast"));
  CHECK_THAT(summary_text(fast), ContainsSubstring("1 suspiciously fast"));
  CHECK(fast.status() == 0);
  CHECK(nlohmann::json::parse(to_json(fast))["groups"][0]["quality"][1]["suspect"] == true);
  CHECK_FALSE(arrivals(held(arriving({6, 7, 6, 7, 6}), arriving({4, 5, 4, 5, 4}), at_09)).arrivals->suspect);
}

TEST_CASE("target: wall time has no part in any verdict") {
  TrackedGroup slow = arriving({2, 3, 2, 3, 2});
  for (TrackedRun& run : slow.runs) run.result.wall_seconds = 1000;
  const CheckReport report = held(arriving({2, 3, 2, 3, 2}), slow, at_09);
  CHECK(report.status() == 0);
  CHECK(report.groups[0].same_bits == 5);
}

TEST_CASE("target: a metric that is not judged by, or has no curve, is refused") {
  const TrackedGroup group = arriving({2, 3, 2, 3, 2});
  CHECK_THAT(message_of([&] {
               held(group, group, {.targets = {{"validation_loss", 1}}});
             }),
             ContainsSubstring("--target validation_loss: is not a metric to judge by"));
  CHECK_THAT(message_of([&] {
               held(group, group, {.targets = {{"test_accuracy", 1}}});
             }),
             ContainsSubstring("--target test_accuracy: is measured only at the end"));
}
