#include "tryall/statistics/quality.hpp"

#include <cmath>
#include <limits>

#include "catch.hpp"
#include "configs.hpp"
#include "made_samples.hpp"
#include "t_tests.hpp"

using namespace tryall::statistics;
using tryall::testing::moved;
using tryall::testing::normal_sample;
using tryall::testing::paired_t_test;
using tryall::testing::welch_t_test;
using tryall::train::Direction;

namespace {

const std::vector<double> accuracies = {0.90, 0.92, 0.88, 0.91, 0.89};

/// The same seeds' values now, by what they moved.
QualityPair moved_by(const std::vector<double>& differences, Direction direction = Direction::maximize) {
  QualityPair pair{accuracies, accuracies, direction, 0.01};
  for (std::size_t i = 0; i < accuracies.size(); ++i) pair.now[i] += differences[i];
  return pair;
}

QualityVerdict verdict(const QualityPair& pair) { return judge_quality({pair})[0].verdict; }

}  // namespace

TEST_CASE("quality: better, worse, same and insufficient") {
  const std::vector<double> down = {-.05, -.04, -.06, -.05, -.045}, wild = {-.05, .03, .02, -.04, .01};
  CHECK(verdict(moved_by(down)) == QualityVerdict::worse);
  CHECK(verdict(moved_by(down, Direction::minimize)) == QualityVerdict::better);
  CHECK(verdict(moved_by(moved(down, -1, 0))) == QualityVerdict::better);
  CHECK(verdict(moved_by({0.001, -0.001, 0.002, 0, -0.001})) == QualityVerdict::same);
  CHECK(verdict(moved_by({0, 0, 0, 0, 0})) == QualityVerdict::same);
  const QualityChange unclear = judge_quality({moved_by(wild)})[0];
  CHECK(unclear.verdict == QualityVerdict::insufficient);
  REQUIRE(unclear.seeds_needed);
  CHECK(*unclear.seeds_needed > 5);
}

TEST_CASE("quality: a difference that is real but within the margin is the same") {
  const QualityChange change = judge_quality({moved_by({0.003, 0.004, 0.0035, 0.003, 0.004})})[0];
  CHECK(change.p_different < 0.001);
  CHECK(change.verdict == QualityVerdict::same);
}

TEST_CASE("quality: two seeds are never enough, and infinite values decide nothing") {
  QualityPair two{{0.9, 0.9}, {0.1, 0.1}, Direction::maximize, 0.01};
  CHECK(verdict(two) == QualityVerdict::insufficient);
  QualityPair lost = moved_by({0, 0, 0, 0, 0});
  lost.now[2] = -std::numeric_limits<double>::infinity();
  CHECK(verdict(lost) == QualityVerdict::insufficient);
  CHECK(judge_quality({}).empty());
}

TEST_CASE("quality: with many metrics p values are adjusted, and false alarms stay rare") {
  const QualityPair one = moved_by({-.05, -.02, -.04, -.01, -.03});
  const QualityPair none = moved_by({.05, -.05, .04, -.04, 0});
  CHECK(judge_quality({one, none})[0].p_different == Approx(2 * paired_t_test(one.now, one.before).p));
  int alarms = 0;
  for (std::uint32_t i = 0; i < 300; ++i) {
    std::vector<QualityPair> pairs;
    for (std::uint32_t k = 0; k < 10; ++k)
      pairs.push_back(
          {normal_sample(6, 20 * i + k), normal_sample(6, 20 * i + 10 + k), Direction::maximize, 0.1});
    bool any = false;
    for (const QualityChange& change : judge_quality(pairs))
      any = any || change.verdict != QualityVerdict::insufficient;
    alarms += any ? 1 : 0;
  }
  CHECK(alarms <= 300 * 0.08);  // .05 and chance
}

TEST_CASE("quality: with more seeds now than before the test is Welch's, on both sides of the margin") {
  const QualityPair pair{accuracies, {.85, .86, .84, .85, .86, .85, .84, .86}, Direction::maximize, 0.01};
  const QualityChange change = judge_quality({pair})[0];
  CHECK(change.verdict == QualityVerdict::worse);
  CHECK(change.p_different == Approx(welch_t_test(pair.now, pair.before).p));
  CHECK(change.mean_difference == Approx(0.85125 - 0.9));
  CHECK(change.interval.low < change.mean_difference);
  CHECK(change.interval.high < 0);
  const QualityPair same{accuracies, {.90, .92, .88, .91, .89, .90, .90, .91}, Direction::maximize, 0.05};
  CHECK(verdict(same) == QualityVerdict::same);
  QualityPair unclear = pair;
  unclear.now = {.95, .80, .99, .82, .85, .97};
  REQUIRE(judge_quality({unclear})[0].seeds_needed);
  unclear.before.resize(2);
  CHECK(verdict(unclear) == QualityVerdict::insufficient);
}

TEST_CASE("quality: pairing gains what the values of a seed have in common") {
  CHECK(pairing_gain(moved_by({.002, -.002, .001, -.001, 0})) > 100);
  const double none = pairing_gain({accuracies, {.90, .88, .92, .87, .93}, Direction::maximize, 0.01});
  CHECK(none > 0.3);
  CHECK(none < 1);
  CHECK(std::isnan(pairing_gain({{1, 2}, {1, 2}, Direction::maximize, 0.01})));
  CHECK(std::isnan(pairing_gain({{1, 2, 3}, {1, 2, 3, 4}, Direction::maximize, 0.01})));
}

TEST_CASE("quality: counts that are alike by chance are not taken to have no spread") {
  const QualityPair counts{{5, 5, 5}, {6, 6, 6}, Direction::minimize, 1, 1};
  const QualityChange change = judge_quality({counts})[0];
  CHECK(change.p_different == Approx(2 * 0.02565).epsilon(0.01));  // t = sqrt(3) / sqrt(1 / 6), 2 degrees
  CHECK(change.verdict == QualityVerdict::insufficient);
  QualityPair unpaired = counts;
  unpaired.now.push_back(6);
  CHECK(judge_quality({unpaired})[0].p_different > 0);
}

TEST_CASE("quality: intervals of differences of shares end at 1") {
  QualityPair pair{{0.9, 0.05, 0.9}, {0.05, 0.1, 0.95}, Direction::maximize, 0.01};
  CHECK(judge_quality({pair})[0].interval.low < -1);
  pair.share = true;
  const QualityChange paired = judge_quality({pair})[0];
  CHECK(paired.interval.low == -1);
  CHECK(paired.interval.high <= 1);
  pair.now.push_back(0.1);  // not paired
  CHECK(judge_quality({pair})[0].interval.low >= -1);
}
