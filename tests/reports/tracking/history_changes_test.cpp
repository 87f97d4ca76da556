#include <cmath>
#include <map>

#include "../statistics/made_samples.hpp"
#include "catch.hpp"
#include "tryall/tracking/history.hpp"
#include "tryall/train/metric.hpp"

using namespace tryall::testing;
using namespace tryall::tracking;
using tryall::train::find_metric;

namespace {

constexpr double worst_loss = 9;  // the worst value

/// A point with these values by seed, from 0 on; NaN where a seed was not run.
HistoryPoint point_of(const std::string& when, const std::vector<double>& values) {
  HistoryPoint point;
  point.when = when;
  for (std::size_t seed = 0; seed < values.size(); ++seed) {
    if (std::isnan(values[seed])) continue;
    const bool failed = values[seed] == worst_loss;
    point.judged[seed] = {values[seed], failed};
    ++point.n;
    ++(failed ? point.diverged : point.measured);
  }
  return point;
}

using LossesByPoint = std::vector<std::vector<double>>;

/// The changes of a loss that has these values at the points "0", "1", ...
HistorySeries judged_series(const LossesByPoint& values, const ChangeRules& rules = {}) {
  std::vector<HistorySeries> all(1);
  for (const auto& one : values) all[0].points.push_back(point_of(std::to_string(all[0].points.size()), one));
  judge_changes(all, find_metric("validation_loss"), rules);
  return all[0];
}

const double not_run = std::nan("");
const std::vector<double> five_seeds = {1.18, 1.0, 1.58, 1.35, 1.09};

/// `five_seeds` times a factor.
std::vector<double> five_times(double factor) {
  std::vector<double> values = five_seeds;
  for (double& value : values) value *= factor;
  return values;
}

LossesByPoint two_levels(std::size_t count, const std::vector<double>& first,
                         const std::vector<double>& later) {
  LossesByPoint values(count, first);
  values.insert(values.end(), count, later);
  return values;
}

History history_of(const HistorySeries& series) { return {.order = {}, .series = {series}}; }

}  // namespace

TEST_CASE("history's judge: where most seeds diverge a loss is worse, whatever the others come to") {
  const HistorySeries most =
      judged_series(two_levels(8, five_seeds, {worst_loss, 1.0, worst_loss, worst_loss, worst_loss}));
  REQUIRE(most.changes.size() == 1);
  CHECK(most.changes[0].point == 8);
  CHECK(most.changes[0].is_worse());
  CHECK(most.changes[0].note == "diverged: 0 of 40 runs before, 32 of 40 since");
  const HistorySeries all = judged_series(two_levels(8, five_seeds, std::vector<double>(5, worst_loss)));
  REQUIRE(all.changes.size() == 1);
  CHECK(all.changes[0].is_worse());
}

TEST_CASE("history's judge: where all seeds diverge it is worse, however near the worst value seen") {
  LossesByPoint values = two_levels(4, {1.0, 1.1, 1.2}, {1.2, 1.2, 1.2});
  std::vector<HistorySeries> all(1);
  for (const auto& one : values) {
    all[0].points.push_back(point_of(std::to_string(all[0].points.size()), one));
    if (all[0].points.size() <= 4) continue;
    for (auto& [seed, run] : all[0].points.back().judged) run.diverged = true;
    std::swap(all[0].points.back().diverged, all[0].points.back().measured);
  }
  judge_changes(all, find_metric("validation_loss"), {});
  REQUIRE(all[0].changes.size() == 1);
  CHECK(all[0].changes[0].is_worse());
}

TEST_CASE("history's judge: a change for the better, and one within the margin") {
  CHECK(judged_series(two_levels(4, five_seeds, five_times(0.8))).changes.at(0).verdict ==
        ChangeVerdict::better);
  const HistorySeries same = judged_series(two_levels(4, five_seeds, five_times(1.0005)));
  CHECK(same.changes.at(0).verdict == ChangeVerdict::same);
  CHECK(history_of(same).status() == 0);
  ChangeRules wide;
  wide.judge.margin = 0.5;
  CHECK(judged_series(two_levels(4, five_seeds, five_times(1.2)), wide).changes.at(0).verdict ==
        ChangeVerdict::same);
}

TEST_CASE("history's judge: other seeds at some points are no change of quality") {
  CHECK(judged_series(two_levels(8, five_seeds, {1.18, not_run, 1.58, 1.35, not_run})).changes.empty());
  CHECK(judged_series(two_levels(8, five_seeds, {not_run, 1.0, not_run, not_run, 1.09})).changes.empty());
}

TEST_CASE("history's judge: a change is told from other seeds by the seeds that both sides have") {
  std::vector<double> fewer = five_times(1.2);
  fewer[1] = not_run;
  const HistorySeries series = judged_series(two_levels(4, five_seeds, fewer));
  REQUIRE(series.changes.size() == 1);
  CHECK(series.changes[0].is_worse());
  CHECK(series.changes[0].seeds == 4);
  CHECK(series.changes[0].quality.mean_difference == Approx(0.2 * (1.18 + 1.58 + 1.35 + 1.09) / 4));
  CHECK(series.changes[0].note == "paired by the 4 of 5 seeds that both sides have");
}

TEST_CASE(
    "history's judge: with fewer than three common seeds a change is not decided, and that is status 3") {
  const HistorySeries series = judged_series(two_levels(4, {1.18, 1.0}, {1.6, 1.4}));
  REQUIRE(series.changes.size() == 1);
  CHECK(series.changes[0].verdict == ChangeVerdict::insufficient);
  CHECK(series.changes[0].note == "2 seeds; at least 3 are needed");
  CHECK(history_of(series).status() == 3);
}

TEST_CASE("history's judge: points without a common seed are not compared") {
  const HistorySeries series = judged_series(
      two_levels(4, {1.18, 1.0, 1.2, not_run, not_run, not_run}, {not_run, not_run, not_run, 3, 3, 3}));
  REQUIRE(series.changes.size() == 1);
  CHECK(series.changes[0].point == 4);
  CHECK(series.changes[0].verdict == ChangeVerdict::not_compared);
  CHECK(series.changes[0].note == "no seed in common with the points before");
  CHECK(history_of(series).status() == 3);
}

TEST_CASE("history's judge: one point with other seeds between does not part the others") {
  LossesByPoint values = two_levels(4, five_seeds, five_times(1.2));
  values[2] = {not_run, not_run, not_run, not_run, not_run, 3.0};
  const HistorySeries series = judged_series(values);
  REQUIRE(series.changes.size() == 2);
  CHECK(series.changes[0].point == 2);
  CHECK(series.changes[0].verdict == ChangeVerdict::not_compared);
  CHECK(series.changes[1].point == 4);
  CHECK(series.changes[1].is_worse());
}

TEST_CASE("history's judge: what seeds' luck explains is not decided, however exactly commits repeat it") {
  const HistorySeries series = judged_series(two_levels(8, five_seeds, {1.3, 1.0, 1.5, 1.5, 1.05}));
  REQUIRE(series.changes.size() == 1);
  CHECK(series.changes[0].verdict == ChangeVerdict::insufficient);
  CHECK_THAT(series.changes[0].note, ContainsSubstring("seeds would decide"));
}

TEST_CASE("history's judge: the newest commit is held against the one before, as in a check") {
  CHECK(judged_series({five_seeds, five_times(1.2)}).changes.at(0).is_worse());
  LossesByPoint values(6, five_seeds);
  values.push_back(five_times(1.2));
  CHECK(judged_series(values).changes.at(0).point == 6);
  values.back() = {1.19, 1.01, 1.57, 1.36, 1.08};  // not decided
  for (std::size_t i = 0; i < 6; ++i) values[i][0] += 0.01 * double(i % 3);
  CHECK(judged_series(values).changes.empty());
  ChangeRules rules;
  rules.points.ignore_spikes = true;
  CHECK(judged_series({five_seeds, five_times(1.2)}, rules).changes.empty());
}

TEST_CASE("history's judge: a change right after the first commit is placed there") {
  LossesByPoint values(5, five_times(1.2));
  values.front() = five_seeds;
  const HistorySeries series = judged_series(values);
  REQUIRE(series.changes.size() == 1);
  CHECK(series.changes[0].point == 1);
  CHECK(series.changes[0].is_worse());
}

TEST_CASE("history's judge: a commit at which one run diverges does not hide another's change") {
  LossesByPoint values = two_levels(8, five_seeds, five_times(1.2));
  values[3][2] = 1e30;
  std::vector<HistorySeries> all(1);
  for (const auto& one : values) all[0].points.push_back(point_of(std::to_string(all[0].points.size()), one));
  all[0].points[3].judged[2].diverged = true;
  judge_changes(all, find_metric("validation_loss"), {});
  REQUIRE_FALSE(all[0].changes.empty());
  CHECK(all[0].changes.back().point == 8);
}

TEST_CASE("history's judge: groups that change at the same commit are corrected for one another") {
  const LossesByPoint values = two_levels(8, five_seeds, {1.3, 1.12, 1.59, 1.60, 1.20});
  const double alone = judged_series(values).changes.at(0).quality.p_different;
  std::vector<HistorySeries> two(2);
  for (HistorySeries& series : two)
    for (const auto& one : values)
      series.points.push_back(point_of(std::to_string(series.points.size()), one));
  judge_changes(two, find_metric("validation_loss"), {});
  CHECK(two[0].changes.at(0).quality.p_different == Approx(2 * alone));
}

TEST_CASE("history's judge: another numerics version is named with the change") {
  std::vector<HistorySeries> all(1);
  for (const auto& one : two_levels(4, five_seeds, five_times(1.2))) {
    all[0].points.push_back(point_of(std::to_string(all[0].points.size()), one));
    all[0].points.back().numerics_version = all[0].points.size() > 4 ? 5 : 4;
  }
  judge_changes(all, find_metric("validation_loss"), {});
  CHECK(all[0].changes.at(0).note == "numerics version 4 -> 5");
}

namespace {

/// What is said of a group whose quality never changes: of the newest commit, and of all others.
struct Alarms {
  int newest = 0, others = 0, changes = 0;

  void add(const LossesByPoint& values) {
    for (const Change& change : judged_series(values).changes) {
      const bool newest_point = change.point + 1 == values.size();
      changes += newest_point ? 0 : 1;
      if (!change.is_worse() && change.verdict != ChangeVerdict::better) continue;
      ++(newest_point ? newest : others);
    }
  }
};

}  // namespace

TEST_CASE("history's judge: where nothing changed at most alpha of the changes are better or worse") {
  constexpr int histories = 400;
  Alarms of_bits, of_noise;
  for (std::uint32_t i = 0; i < histories; ++i) {
    LossesByPoint bits, noise;
    const std::vector<double> own = moved(normal_sample(5, 100 * i), 0.2, 1);
    for (std::uint32_t commit = 0; commit < 16; ++commit) {
      // Bits change with every fourth commit, and with them all values; or each commit has noise of its own.
      bits.push_back(moved(normal_sample(5, 100 * i + 20 + commit / 4), 0.1, 1));
      noise.push_back(moved(normal_sample(5, 100 * i + 40 + commit), 0.05, 0));
      for (std::size_t seed = 0; seed < 5; ++seed) noise.back()[seed] += own[seed];
    }
    of_bits.add(bits);
    of_noise.add(noise);
  }
  INFO(of_bits.others << " of " << of_bits.changes << ", " << of_noise.newest << " and " << of_noise.others);
  CHECK(of_bits.changes > histories);
  CHECK(of_bits.others <= 0.05 * of_bits.changes + 2 * std::sqrt(0.05 * of_bits.changes));
  CHECK(of_noise.newest <= 0.05 * histories + 2 * std::sqrt(0.05 * histories));
  CHECK(of_noise.others <= 0.02 * histories);
}
