#include "tryall/statistics/superiority.hpp"

#include <cmath>

#include "../special_values.hpp"
#include "catch.hpp"
#include "configs.hpp"
#include "made_samples.hpp"

using namespace tryall::statistics;
using tryall::testing::infinity;
using tryall::testing::moved;
using tryall::testing::normal_sample;

TEST_CASE("superiority: ties count half") {
  CHECK(probability_above(std::vector{1.0, 2.0}, std::vector{1.0, 2.0}) == 0.5);
  CHECK(paired_superiority(std::vector<double>{1, 2, 3, 4}, std::vector<double>{1, 2, 2, 5}, {.key = "k"})
            .probability == 0.5);
  CHECK(std::isnan(probability_above({}, std::vector{1.0})));
}

TEST_CASE("superiority: the three verdicts") {
  std::vector<double> a(100), b(100, 0.0);
  const auto verdict_of = [&](std::size_t wins) {
    for (std::size_t i = 0; i < a.size(); ++i) a[i] = i < wins ? 1 : -1;
    return paired_superiority(a, b, {.key = "k"}).verdict;
  };
  CHECK(verdict_of(20) == Verdict::not_significant);
  CHECK(verdict_of(55) == Verdict::not_significant);
  CHECK(verdict_of(63) == Verdict::not_meaningful);
  CHECK(verdict_of(90) == Verdict::meaningful);
  CHECK(paired_superiority(Values(a).first(2), Values(b).first(2), {.key = "k"}).verdict ==
        Verdict::insufficient);
}

TEST_CASE("superiority: five wins of five are not yet significant, six are") {
  const std::vector<double> a = {1, 2, 3, 4, 5, 6}, b(6, 0.0);
  const Superiority five = paired_superiority(Values(a).first(5), Values(b).first(5), {.key = "k"});
  CHECK(five.probability == 1);
  CHECK(five.interval.low == Approx(std::pow(0.025, 0.2)));
  CHECK(five.verdict == Verdict::not_significant);
  CHECK(paired_superiority(a, b, {.key = "k"}).verdict == Verdict::meaningful);
  CHECK(unpaired_superiority(a, b, {.key = "k"}).verdict == Verdict::meaningful);
  CHECK(paired_superiority(b, b, {.key = "k"}).verdict == Verdict::not_significant);
}

TEST_CASE("superiority: sides are opposite, and the metric's unit does not matter") {
  for (std::uint32_t i = 0; i < 10; ++i) {
    const std::vector<double> a = normal_sample(8, i), b = moved(normal_sample(8, 30 + i), 1, 0.5);
    for (const auto& compare : {paired_superiority, unpaired_superiority}) {
      const Superiority here = compare(a, b, {.key = "k"}, 0.75), back = compare(b, a, {.key = "k"}, 0.75);
      CHECK(here.probability == Approx(1 - back.probability));
      CHECK(here.interval.low <= here.probability);
      CHECK(here.interval.high >= here.probability);
      const Superiority scaled = compare(moved(a, 8, 1), moved(b, 8, 1), {.key = "k"}, 0.75);
      CHECK(scaled.interval.low == here.interval.low);
    }
  }
}

TEST_CASE("superiority: two of the same kind are rarely told apart") {
  int alarms = 0;
  for (std::uint32_t i = 0; i < 400; ++i) {
    const std::string key = std::to_string(i);
    alarms +=
        paired_superiority(normal_sample(10, i), normal_sample(10, 1000 + i), {.key = key, .resamples = 400})
                    .verdict == Verdict::not_significant
            ? 0
            : 1;
  }
  CHECK(alarms <= 400 * 0.05);
}

TEST_CASE("superiority: a diverged run is beaten by every other") {
  const std::vector<double> a = {1, 2, 3}, b = {-infinity, 5, 5};
  CHECK(paired_superiority(a, b, {.key = "k"}).probability == Approx(1.0 / 3));
}

TEST_CASE("over units each has its share, and agreeing shares are as uncertain as wins of that number") {
  const std::vector<double> shares = {0.2, 0.8, 1, 0.6, 0.9};
  CHECK(superiority_over(shares, {.key = "units"}).probability == Approx(0.7));
  const std::vector<double> alike(5, 0.6);
  const auto result = superiority_over(alike, {.key = "units"});
  // scipy.stats.binomtest(3, 5).proportion_ci(0.95)
  CHECK(result.interval.low == Approx(0.14663280));
  CHECK(result.interval.high == Approx(0.94725495));
  CHECK(result.verdict == Verdict::not_significant);
  CHECK(superiority_over(std::vector<double>(3, 0.5), {.key = "ties"}).verdict == Verdict::not_significant);
}
