#include "tryall/sweeps/run/progress.hpp"

#include <cmath>

#include "catch.hpp"
#include "configs.hpp"
#include "fake_trainer.hpp"
#include "sweep_text.hpp"

using tryall::sweeps::clock_text;
using tryall::sweeps::LeaderTracker;
using tryall::sweeps::Plan;
using tryall::sweeps::progress_lines;
using tryall::sweeps::progress_log_line;
using tryall::sweeps::RunningStatistics;
using tryall::sweeps::SweepProgress;
using tryall::sweeps::value_text;
using tryall::train::find_metric;
using tryall::train::Outcome;

namespace {

RunningStatistics running(std::initializer_list<double> values) {
  RunningStatistics result;
  for (const double value : values) result.add(value);
  return result;
}

/// Three groups: learning rates 0.1, 0.2 and 0.3.
Plan three_groups(const std::string& objective) {
  tryall::testing::FakeTrainer trainer;
  return make_plan(tryall::testing::sweep_of(
                       "{\"axes\": {\"learning_rate\": [0.1, 0.2, 0.3]}, \"objective\": " + objective + "}"),
                   trainer);
}

Plan three_groups() { return three_groups(R"({"metric": "validation_accuracy"})"); }

SweepProgress filled(const LeaderTracker& leaders) {
  SweepProgress progress;
  leaders.fill(progress);
  return progress;
}

/// The README's example: 45 % of the work in 42 seconds.
SweepProgress halfway() {
  SweepProgress progress;
  progress.total = 540;
  progress.cached = 216;
  progress.done = 130;
  progress.diverged = 3;
  progress.elapsed_seconds = 42;
  progress.share_done = 0.45;
  progress.best = "adam learning_rate=0.003";
  progress.best_objective = running({0.97, 0.98, 0.96});
  progress.metric = tryall::train::find_metric("validation_accuracy");
  return progress;
}

}  // namespace

TEST_CASE("mean and deviation are those computed by hand") {
  const RunningStatistics value = running({1, 2, 4});
  CHECK(value.count() == 3);
  CHECK(value.mean() == Approx(7.0 / 3));
  CHECK(value.deviation() == Approx(std::sqrt(42.0 / 18)));  // ((16 + 1 + 25) / 9) / (3 - 1)
  CHECK(running({5, 5, 5}).deviation() == 0);
}

TEST_CASE("one value has no deviation") {
  CHECK(std::isnan(running({3}).deviation()));
  CHECK(std::isnan(RunningStatistics().deviation()));
  CHECK(running({3}).mean() == 3);
}

TEST_CASE("a large offset does not drown the deviation") {
  CHECK(running({1e9 + 1, 1e9 + 2, 1e9 + 4}).deviation() == Approx(std::sqrt(42.0 / 18)));
}

TEST_CASE("without results nobody leads") {
  const Plan plan = three_groups();
  const SweepProgress progress = filled(LeaderTracker(plan));
  CHECK(progress.best.empty());
  CHECK(progress.diverged == 0);
  CHECK(progress.metric.name == "validation_accuracy");
}

TEST_CASE("the best mean leads among groups with as many seeds") {
  const Plan plan = three_groups();
  LeaderTracker leaders(plan);
  leaders.add(0, Outcome::completed, 0.5);
  leaders.add(1, Outcome::completed, 0.7);
  leaders.add(2, Outcome::completed, 0.6);
  CHECK(filled(leaders).best == "learning_rate=0.2");
  CHECK(filled(leaders).best_objective.mean() == 0.7);
}

TEST_CASE("a group that is one seed behind can lead, one that is two behind cannot") {
  const Plan plan = three_groups();
  LeaderTracker leaders(plan);
  leaders.add(0, Outcome::completed, 0.8);
  leaders.add(1, Outcome::completed, 0.5);
  leaders.add(2, Outcome::completed, 0.9);
  leaders.add(1, Outcome::completed, 0.6);
  CHECK(filled(leaders).best == "learning_rate=0.3");
  leaders.add(1, Outcome::completed, 0.7);
  CHECK(filled(leaders).best == "learning_rate=0.2");
  CHECK(filled(leaders).best_objective.count() == 3);
  CHECK(filled(leaders).best_objective.mean() == Approx(0.6));
}

TEST_CASE("a group with a diverged, failed or unmeasured seed does not lead") {
  const Plan plan = three_groups();
  LeaderTracker leaders(plan);
  leaders.add(0, Outcome::completed, 0.5);
  leaders.add(1, Outcome::completed, 0.6);
  leaders.add(2, Outcome::completed, 0.7);
  leaders.add(2, Outcome::diverged, std::nan(""));
  CHECK(filled(leaders).best == "learning_rate=0.2");
  leaders.add(1, Outcome::failed, std::nan(""));
  CHECK(filled(leaders).best == "learning_rate=0.1");
  leaders.add(0, Outcome::completed, std::nan(""));
  CHECK(filled(leaders).best.empty());
  CHECK(filled(leaders).diverged == 1);
}

TEST_CASE("where the objective is minimized the smallest mean leads") {
  const Plan plan = three_groups(R"({"metric": "validation_loss"})");
  LeaderTracker leaders(plan);
  leaders.add(0, Outcome::completed, 0.5);
  leaders.add(1, Outcome::completed, 0.7);
  leaders.add(2, Outcome::completed, 0.4);
  CHECK(filled(leaders).best == "learning_rate=0.3");
  CHECK(filled(leaders).metric.name == "validation_loss");
}

TEST_CASE("times are shown to the second, with hours where there are any") {
  CHECK(clock_text(0) == "0:00");
  CHECK(clock_text(51.4) == "0:51");
  CHECK(clock_text(59.6) == "1:00");
  CHECK(clock_text(754) == "12:34");
  CHECK(clock_text(3599.4) == "59:59");
  CHECK(clock_text(3599.6) == "1:00:00");
  CHECK(clock_text(3723) == "1:02:03");
  CHECK(clock_text(360000) == "100:00:00");
  CHECK(clock_text(-5) == "0:00");
}

TEST_CASE("means come with their interval, shares in per cent and within their bounds") {
  const auto& share = find_metric("validation_accuracy");
  const auto& loss = find_metric("validation_loss");
  CHECK(interval_text(share, running({0.9781, 0.9772, 0.979})) == "97.81 % [97.58, 98.02]");
  CHECK(interval_text(share, running({0.5})) == "50.00 %");
  CHECK(interval_text(share, running({0.5, 0.5, 0.5})) == "50.00 %");
  CHECK(interval_text(loss, running({0.0731, 0.0735, 0.0727})) == "0.0731 [0.07211, 0.07409]");
  CHECK(value_text(loss, 123456.0) == "1.235e+05");
  const auto high = running({1.0, 1.0, 0.97}).interval(true), low = running({0.0, 0.0, 0.03}).interval(true);
  CHECK(high.high <= 1);
  CHECK(high.low > 0.8);
  CHECK(low.low == Approx(1 - high.high));
  CHECK(low.high == Approx(1 - high.low));
  // w = t^2 sd^2 / (n m (1 - m)), worked out by hand for 0.9, 0.8, 0.7: t = 4.302653, sd = .1
  const auto middle = running({0.9, 0.8, 0.7}).interval(true);
  CHECK(middle.low == Approx(0.48955).margin(5e-6));
  CHECK(middle.high == Approx(0.943449).margin(5e-6));
  CHECK_FALSE(running({0.9, 0.8}).interval(true).given());
}

TEST_CASE("progress is a bar with rate, time left and divergences, and the best so far") {
  CHECK(progress_lines(halfway()) ==
        std::vector<std::string>{
            " 45%|#########           | 130/324  3.1 runs/s  0:51 left  3 diverged",
            "best so far  validation_accuracy 97.00 % [93.38, 98.67] (n = 3)  adam learning_rate=0.003"});
}

TEST_CASE("a log has it on one line") {
  CHECK(progress_log_line(halfway()) ==
        "130/324  3.1 runs/s  0:51 left  3 diverged  best so far  validation_accuracy 97.00 % [93.38, 98.67] "
        "(n = 3)  adam learning_rate=0.003");
}

TEST_CASE("before anything is done there is neither a rate nor a guess of the time left") {
  SweepProgress progress;
  progress.total = 10;
  CHECK(progress_lines(progress) == std::vector<std::string>{"  0%|                    | 0/10", ""});
  CHECK(progress_log_line(progress) == "0/10");
}

TEST_CASE("slow sweeps count runs a minute") {
  SweepProgress progress = halfway();
  progress.done = 1;
  progress.elapsed_seconds = 40;
  progress.diverged = 0;
  progress.best.clear();
  CHECK(progress_log_line(progress) == "1/324  1.5 runs/min  0:49 left");
}

TEST_CASE("at the end the bar is full and nothing is left") {
  SweepProgress progress = halfway();
  progress.done = 324;
  progress.share_done = 1;
  progress.elapsed_seconds = 81;
  CHECK(progress_lines(progress).front() == "100%|####################| 324/324  4 runs/s  3 diverged");
}

TEST_CASE("at the end no worker is shown as waiting") {
  SweepProgress progress = halfway();
  progress.done = 324;
  progress.workers.resize(2);
  CHECK(progress_lines(progress).size() == 2);
  progress.done = 323;
  CHECK(progress_lines(progress).size() == 4);
}

TEST_CASE("a text is made of a value's six digits, as reports write it") {
  const tryall::Metric share{.name = "accuracy", .share = true}, other{.name = "loss"};
  CHECK(value_text(share, 0.96615) == value_text(share, 0.96615 + 1e-15));
  CHECK(value_text(share, 0.90125) == "90.12 %");  // a half goes to the even digit
  CHECK(value_text(other, 0.12345) == value_text(other, 0.12345 - 1e-15));
}

TEST_CASE("a sweep that was all stored before is complete") {
  SweepProgress progress;
  progress.total = progress.cached = 7;
  CHECK(progress_lines(progress).front() == "100%|####################| 0/0");
}

TEST_CASE("the bar never says 100 before all is done") {
  SweepProgress progress = halfway();
  progress.share_done = 0.9999;
  CHECK_THAT(progress_lines(progress).front(), StartsWith(" 99%|################### |"));
}
