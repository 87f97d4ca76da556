#include "tryall/statistics/summary.hpp"

#include <algorithm>
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
TEST_CASE("summary: the median does not depend on the order, and values stay where they are") {
  for (const std::size_t n : {1U, 2U, 5U, 64U, 65U, 1000U}) {
    std::vector<double> values;
    for (std::size_t i = 0; i < n; ++i) values.push_back(static_cast<double>((i * 37) % 101) / 7);
    std::vector<double> sorted = values;
    std::sort(sorted.begin(), sorted.end());
    const std::vector<double> before = values;
    CHECK(median(values) == (n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2));
    CHECK(values == before);
  }
}

TEST_CASE(
    "summary: shares of m samples are multiples of 1 / m, and those of very many of nothing that matters") {
  std::vector<double> shares, many;
  for (const int right : {3, 90, 7, 90, 41, 42}) shares.push_back(right / 97.0);
  CHECK(smallest_step(shares) == near(1 / 97.0));
  for (std::size_t i = 0; i <= most_steps; ++i) many.push_back(static_cast<double>(i) / 1e6);
  CHECK(smallest_step(many) == 0);
  many.pop_back();
  CHECK(smallest_step(many) == near(1e-6));
}
