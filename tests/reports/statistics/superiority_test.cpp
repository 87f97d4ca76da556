#include "tryall/statistics/superiority.hpp"

#include <cmath>

#include "../special_values.hpp"
#include "catch.hpp"
#include "made_samples.hpp"

using namespace tryall::statistics;
using tryall::testing::infinity;
using tryall::testing::moved;
using tryall::testing::normal_sample;

TEST_CASE("superiority: ties count half") {
  CHECK(probability_above(std::vector{1.0, 2.0}, std::vector{1.0, 2.0}) == 0.5);
  CHECK(probability_above_in_pairs(std::vector<double>{1, 2, 3, 4}, std::vector<double>{1, 2, 2, 5}) == 0.5);
  CHECK(std::isnan(probability_above({}, std::vector{1.0})));
  CHECK(std::isnan(probability_above_in_pairs({}, {})));
}

TEST_CASE("superiority: sides are opposite, and the metric's unit does not matter") {
  for (std::uint32_t i = 0; i < 10; ++i) {
    const std::vector<double> a = normal_sample(8, i), b = moved(normal_sample(8, 30 + i), 1, 0.5);
    for (const auto& above : {probability_above, probability_above_in_pairs}) {
      CHECK(above(a, b) == Approx(1 - above(b, a)));
      CHECK(above(moved(a, 8, 1), moved(b, 8, 1)) == above(a, b));
    }
  }
}

TEST_CASE("superiority: a diverged run is beaten by every other") {
  const std::vector<double> a = {1, 2, 3}, b = {-infinity, 5, 5};
  CHECK(probability_above_in_pairs(a, b) == Approx(1.0 / 3));
}
