#include "tryall/tracking/numerics.hpp"

#include <cmath>

#include "catch.hpp"
#include "tracked.hpp"

using namespace tryall::testing;
using namespace tryall::tracking;
using tryall::train::Outcome;
using tryall::train::RunResult;

TEST_CASE("numerics: equal runs have no difference, missing values are equal") {
  CHECK_FALSE(first_difference(tracked(0, 0.5), tracked(0, 0.5)));
  CHECK_FALSE(first_difference(tracked_diverged(0), tracked_diverged(0)));
}

TEST_CASE("numerics: the first epoch that differs is named, with the first metric in it and the size") {
  const TrackedRun before = tracked(7, 0.5);
  TrackedRun now = before;
  now.result.curves[tryall::train::validation_loss][1] += 1;
  now.result.curves[tryall::train::train_loss][3] += 1;
  double& changed = now.result.curves[tryall::train::train_accuracy][1];
  changed = std::nextafter(changed, 2);
  const auto found = first_difference(before, now);
  REQUIRE(found);
  CHECK(found->epoch == 2);
  CHECK(found->metric == "train_accuracy");
  CHECK(found->seed == 7);
  CHECK(found->difference == changed - 0.2);
  CHECK(found->relative == Approx(found->difference / 0.2));
}

TEST_CASE("numerics: the last bit and the sign of zero count") {
  const TrackedRun before = tracked(0, 0);
  TrackedRun now = before;
  now.result.curves[tryall::train::train_loss][0] = -0.0;
  REQUIRE(first_difference(before, now));
  CHECK(first_difference(before, now)->difference == 0);
}

TEST_CASE("numerics: a later metric that was not measured before is no difference") {
  std::vector<tryall::Metric> metrics = tryall::train::metrics();
  const std::size_t place = metrics.size();
  metrics.push_back({.name = "later", .each_epoch = true});
  TrackedRun before = tracked(0, 0.5);
  before.result.final_values.push_back(RunResult::missing());
  before.result.curves.resize(metrics.size());
  TrackedRun now = before;
  now.result.final_values[place] = 0.75;
  now.result.curves[place] = {0.5, 0.75};
  CHECK_FALSE(first_difference(before, now, metrics));
  REQUIRE(first_difference(now, before, metrics));
  CHECK(first_difference(now, before, metrics)->metric == "later");
}

TEST_CASE("numerics: values at the end, shorter curves and other outcomes are differences") {
  const TrackedRun before = tracked(0, 0.5);
  TrackedRun end = before, shorter = before, other = before, steps = before;
  end.result.final_values[tryall::train::dead_units] = 0.25;
  CHECK(first_difference(before, end)->epoch == 0);
  CHECK(first_difference(before, end)->metric == "dead_units");
  shorter.result.curves[tryall::train::train_loss].pop_back();
  CHECK(first_difference(before, shorter)->epoch == 5);
  CHECK(std::isnan(first_difference(before, shorter)->difference));
  other.result.outcome = Outcome::diverged;
  CHECK(first_difference(before, other)->how == "completed before, diverged now");
  CHECK(first_difference(before, other)->metric.empty());
  steps.result.steps_done = 7;
  CHECK(first_difference(before, steps)->how == "ended after 50 steps before, 7 now");
}

TEST_CASE("numerics: environments say why bits may differ") {
  tryall::sweeps::Environment before = tryall::sweeps::Environment::current();
  before.dirty = false;
  tryall::sweeps::Environment now = before;
  now.host = "elsewhere";
  CHECK(environment_differences(before, now).empty());
  before.compiler = "GNU 12.2.0";
  now.compiler = "GNU 13.1.0";
  now.dirty = true;
  CHECK(environment_differences(before, now) ==
        std::vector<std::string>{"compiler GNU 12.2.0 -> GNU 13.1.0", "the source has uncommitted changes"});
}
