#include <cmath>

#include "catch.hpp"
#include "sweep_text.hpp"
#include "tracked.hpp"
#include "tryall/tracking/check_output.hpp"

using namespace tryall::testing;
using namespace tryall::tracking;
using tryall::statistics::QualityVerdict;

namespace {

const std::vector<double> frozen = {0.90, 0.92, 0.88, 0.91, 0.89};

CheckReport against(const std::vector<double>& now, const CheckOptions& options = {}) {
  return judged(tracked_baseline({group_of(frozen)}), {group_of(now)}, options);
}

QualityVerdict final_verdict(const CheckReport& report) {
  return report.groups.at(0).measures.at(0).change.verdict;
}

}  // namespace

TEST_CASE("judge: the same bits are the same quality, from one seed on") {
  const CheckReport all = against(frozen);
  CHECK(all.status() == 0);
  CHECK(all.groups[0].same_bits == 5);
  CHECK(all.groups[0].measures.size() == 2);  // at the end, and epochs to the target
  const CheckReport one = judged(tracked_baseline({group_of({0.9})}), {group_of({0.9})});
  CHECK(one.status() == 0);
  CHECK(one.groups[0].measures[0].note == "same bits");
}

TEST_CASE("judge: worse is status 1, better and the same within the margin are 0") {
  CHECK(against({0.85, 0.88, 0.82, 0.86, 0.845}).status() == 1);
  const CheckReport better = against({0.95, 0.96, 0.94, 0.96, 0.935});
  CHECK(better.status() == 0);
  CHECK(final_verdict(better) == QualityVerdict::better);
  const CheckReport same = against({0.901, 0.919, 0.882, 0.910, 0.889});
  CHECK(final_verdict(same) == QualityVerdict::same);
  CHECK(same.groups[0].same_bits == 1);
}

TEST_CASE("judge: what is no worse but might be the same or better is status 0") {
  const CheckReport report = against({0.910, 0.921, 0.884, 0.922, 0.891});
  CHECK(final_verdict(report) == QualityVerdict::insufficient);
  CHECK(report.groups[0].measures[0].same_or_better);
  CHECK(report.status() == 0);
  const CheckReport lower = against({0.895, 0.914, 0.877, 0.908, 0.881});
  CHECK_FALSE(lower.groups[0].measures[0].same_or_better);
  CHECK(lower.status() != 0);
}

TEST_CASE("judge: what cannot be told is status 3, with the seeds that would decide") {
  const CheckReport unclear = against({0.85, 0.95, 0.90, 0.87, 0.90});
  CHECK(unclear.status() == 3);
  REQUIRE(unclear.groups[0].measures[0].change.seeds_needed);
  CHECK_THAT(unclear.groups[0].measures[0].note, ContainsSubstring("seeds would decide"));
}

TEST_CASE("judge: one seed or two with other bits are never a verdict, however large the difference") {
  for (const std::vector<double>& was : {std::vector{0.9}, std::vector{0.9, 0.9}}) {
    const std::vector<double> is(was.size(), 0.1);
    const CheckReport report = judged(tracked_baseline({group_of(was)}), {group_of(is)});
    CHECK(report.status() == 3);
    CHECK_THAT(report.groups[0].measures[0].note, ContainsSubstring("at least 3 are needed"));
  }
}

TEST_CASE("judge: a margin is a promise about what does not matter, for all metrics or for one") {
  const std::vector<double> lower = {0.88, 0.90, 0.86, 0.888, 0.871};
  CHECK(final_verdict(against(lower)) == QualityVerdict::worse);
  CHECK(final_verdict(against(lower, {.margin = 0.05})) == QualityVerdict::same);
  CHECK(final_verdict(against(lower, {.margins = {{"validation_accuracy", 0.05}}})) == QualityVerdict::same);
  CHECK(final_verdict(against(lower, {.margins = {{"test_loss", 0.05}}})) == QualityVerdict::worse);
}

TEST_CASE("judge: each metric has its direction") {
  const std::vector<double> higher = {0.95, 0.96, 0.94, 0.96, 0.935};
  const CheckReport loss = against(higher, {.metrics = {"validation_loss"}});
  CHECK(final_verdict(loss) == QualityVerdict::worse);
  CHECK(loss.status() == 1);
}

TEST_CASE("judge: Holm over all groups and metrics") {
  const std::vector<double> lower = {0.87, 0.905, 0.86, 0.88, 0.885};
  const CheckReport alone = against(lower);
  std::vector<TrackedGroup> was = {group_of(frozen)}, is = {group_of(lower)};
  for (const double rate : {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7}) {
    was.push_back(group_of(frozen, rate));
    is.push_back(group_of({0.89, 0.93, 0.89, 0.9, 0.89}, rate));
  }
  const CheckReport crowded = judged(tracked_baseline(was), is);
  const auto& one = alone.groups[0].measures[0].change;
  const auto& among = crowded.groups[0].measures[0].change;
  CHECK(among.p_different > 4 * one.p_different);
  CHECK(among.verdict == QualityVerdict::insufficient);
}

TEST_CASE("judge: a missing run leaves its group without verdict, with status 4") {
  TrackedGroup now = group_of({0.5, 0.5, 0.5, 0.5, 0.5});
  now.runs.pop_back();
  const CheckReport report = judged(tracked_baseline({group_of(frozen)}), {now});
  CHECK(report.status() == 4);
  CHECK(report.groups[0].error == "1 of 5 runs are missing");
  CHECK(report.groups[0].measures.empty());
}

TEST_CASE("judge: a failed run is no regression, but status 4 with what it said") {
  TrackedGroup now = group_of(frozen);
  now.runs[2].result = {};
  now.runs[2].result.outcome = tryall::train::Outcome::failed;
  now.runs[2].result.message = "out of memory";
  const CheckReport report = judged(tracked_baseline({group_of(frozen)}), {now});
  CHECK(report.status() == 4);
  CHECK(report.groups[0].error == "1 of 5 runs failed (failed: out of memory)");
}

TEST_CASE("judge: what is worse stays worse when another group could not run") {
  TrackedGroup none = group_of(frozen, 0.1);
  none.runs.clear();
  const CheckReport report = judged(tracked_baseline({group_of(frozen), group_of(frozen, 0.1)}),
                                    {group_of({0.5, 0.51, 0.5, 0.52, 0.5}), none});
  CHECK(report.status() == 1);
  CHECK_THAT(summary_text(report), ContainsSubstring("1 of 2 groups could not run"));
}

TEST_CASE("judge: runs that all diverge now are worse; one of five decides nothing") {
  TrackedGroup all = group_of(frozen), one = group_of({0.9, 0.921, 0.88, 0.91, 0.89});
  for (TrackedRun& run : all.runs) run = tracked_diverged(run.seed);
  one.runs[0] = tracked_diverged(0);
  const Baseline baseline = tracked_baseline({group_of(frozen)});
  const CheckReport worse = judged(baseline, {all});
  CHECK(worse.status() == 1);
  CHECK_THAT(worse.groups[0].measures[0].note, ContainsSubstring("diverged: 0 of 5 before, 5 now"));
  CHECK(judged(baseline, {one}).status() == 3);
}

TEST_CASE("judge: where all runs diverged before and do so otherwise now, there is nothing to compare") {
  TrackedGroup was = group_of(frozen);
  for (TrackedRun& run : was.runs) run = tracked_diverged(run.seed);
  CHECK(judged(tracked_baseline({was}), {was}).status() == 0);  // the same bits
  TrackedGroup is = was;
  is.runs[0].result.curves[tryall::train::train_loss] = {8.5};
  const CheckReport report = judged(tracked_baseline({was}), {is});
  CHECK(report.status() == 3);
  CHECK_THAT(report.groups[0].measures[0].note, ContainsSubstring("all runs diverged, before and now"));
}

TEST_CASE("judge: another numerics version is said, and quality is judged as ever") {
  Baseline baseline = tracked_baseline({group_of(frozen)});
  baseline.numerics_version = 1;
  const CheckReport report = judged(baseline, {group_of({0.901, 0.919, 0.882, 0.910, 0.889})});
  CHECK(report.status() == 0);
  CHECK_THAT(to_plain(report), ContainsSubstring("numerics version 1 ->"));
}

TEST_CASE("judge: --exact makes another bit a regression") {
  std::vector<double> now = frozen;
  now[3] = std::nextafter(now[3], 1);
  CHECK(against(now).status() == 0);
  CHECK(against(now, {.exact = true}).status() == 1);
  CHECK(against(frozen, {.exact = true}).status() == 0);
}

TEST_CASE("judge: a later arrival at the target is worse even where the end is the same") {
  TrackedGroup was = group_of(frozen), is = group_of(frozen);
  const auto index = tryall::train::validation_accuracy;
  for (std::size_t i = 0; i < 5; ++i) {
    const double end = frozen[i];
    was.runs[i].result.curves[index] = {0.5, 0.95, 0.95, 0.95, 0.95, 0.95, 0.95, end};
    is.runs[i].result.curves[index] = {0.1, 0.101, 0.3, 0.4, i % 2 ? 0.5 : 0.95, 0.95, 0.95, end};
  }
  const CheckReport report = judged(tracked_baseline({was}), {is});
  CHECK(final_verdict(report) == QualityVerdict::same);
  CHECK(report.groups[0].measures[1].change.verdict == QualityVerdict::worse);
  CHECK(report.groups[0].measures[1].mean_before == 2);
  CHECK(report.groups[0].measures[1].mean_now == Approx(5.4));
  CHECK(report.status() == 1);
}

TEST_CASE("judge: a run that converges suspiciously fast is noted") {
  TrackedGroup was = group_of(frozen), is = group_of({0.91, 0.92, 0.88, 0.91, 0.89});
  const auto index = tryall::train::validation_accuracy;
  for (std::size_t i = 0; i < 5; ++i) {
    was.runs[i].result.curves[index] = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, i % 2 ? 0.6 : 0.95, 0.95};
    is.runs[i].result.curves[index] = {i % 2 ? 0.6 : 0.95, 0.95, 0.95, 0.95};
  }
  const CheckReport report = judged(tracked_baseline({was}), {is});
  CHECK(report.status() == 0);
  CHECK_THAT(report.groups[0].measures[1].note, ContainsSubstring("suspiciously fast"));
}

TEST_CASE("judge: a metric that the data do not have is refused") {
  Baseline baseline = tracked_baseline({group_of(frozen)});
  for (TrackedRun& run : baseline.groups[0].runs)
    run.result.final_values[tryall::train::test_r2] = tryall::train::RunResult::missing();
  CHECK_THAT(message_of([&] { judged(baseline, {group_of(frozen)}, {.metrics = {"test_r2"}}); }),
             ContainsSubstring("--metric test_r2: not measured"));
}
