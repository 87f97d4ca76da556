#include "tryall/statistics/summary.hpp"

#include <cmath>

#include "statistics_golden.hpp"

using namespace tryall::statistics;
using tryall::testing::near;

TEST_CASE("summary: SciPy's numbers") {
  const int cases = tryall::testing::for_each_golden("summary", [](const auto& golden, const auto& expected) {
    const std::vector<double> values = tryall::testing::numbers_of(golden, "a");
    CHECK(mean(values) == near(expected[0]));
    CHECK(standard_deviation(values) == near(expected[1]));
    CHECK(median(values) == near(expected[2]));
  });
  CHECK(cases == 10);
}

TEST_CASE("summary: statistics of nothing are no values") {
  for (const auto& statistic : {mean, standard_deviation, median}) CHECK(std::isnan(statistic({})));
  const std::vector<double> one = {3};
  CHECK(mean(one) == 3);
  CHECK(std::isnan(standard_deviation(one)));
}

TEST_CASE("summary: with a NaN there is no value") {
  const std::vector<double> values = {1, no_value, 3};
  for (const auto& statistic : {mean, standard_deviation, median}) CHECK(std::isnan(statistic(values)));
}

TEST_CASE("summary: the same value over and over has exactly that mean and no spread") {
  const std::vector<double> same(7, 0.1);
  CHECK(mean(same) == 0.1);
  CHECK(standard_deviation(same) == 0);
}
