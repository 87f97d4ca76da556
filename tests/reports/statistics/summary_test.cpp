#include "tryall/statistics/summary.hpp"

#include <cmath>

#include "statistics_golden.hpp"

using namespace tryall::statistics;
using tryall::testing::near;

TEST_CASE("summary: SciPy's numbers") {
  const int cases = tryall::testing::for_each_golden("summary", [](const auto& golden, const auto& expected) {
    const Summary summary = summarize(tryall::testing::numbers_of(golden, "a"));
    CHECK(summary.mean == near(expected[0]));
    CHECK(summary.standard_deviation == near(expected[1]));
    CHECK(summary.median == near(expected[2]));
    CHECK(summary.interquartile_mean == near(expected[3]));
    CHECK(summary.min == expected[4]);
    CHECK(summary.max == expected[5]);
  });
  CHECK(cases == 10);
}

TEST_CASE("summary: statistics of nothing are no values") {
  const Summary nothing = summarize({});
  CHECK(nothing.n == 0);
  for (const double value : {nothing.mean, nothing.standard_deviation, nothing.median, nothing.min,
                             nothing.max, nothing.interquartile_mean, nothing.share_diverged})
    CHECK(std::isnan(value));
  const Summary one = summarize(std::vector{3.0});
  CHECK(one.mean == 3);
  CHECK(std::isnan(one.standard_deviation));
}

TEST_CASE("summary: with a NaN there is no value") {
  const std::vector<double> values = {1, no_value, 3};
  for (const auto& statistic : {mean, standard_deviation, median, interquartile_mean})
    CHECK(std::isnan(statistic(values)));
}

TEST_CASE("summary: diverged runs count in n and the share alone") {
  const Summary summary = summarize(std::vector{1.0, 2.0, 3.0}, 1);
  CHECK(summary.n == 4);
  CHECK(summary.mean == 2);
  CHECK(summary.share_diverged == 0.25);
  CHECK(summarize({}, 3).share_diverged == 1);
  CHECK(std::isnan(summarize({}, 3).mean));
}

TEST_CASE("summary: the same value over and over has exactly that mean and no spread") {
  const Summary summary = summarize(std::vector<double>(7, 0.1));
  CHECK(summary.mean == 0.1);
  CHECK(summary.standard_deviation == 0);
}

TEST_CASE("summary: rliable's interquartile means") {
  CHECK(interquartile_mean(std::vector<double>{1, 2, 2, 2, 1, 1, 2, 1}) == 1.5);
  CHECK(interquartile_mean(std::vector<double>{1, 1, 2, 2, 3, 3}) == 2);
}
