#include "tryall/statistics/sequential.hpp"

#include <numeric>

#include "catch.hpp"
#include "configs.hpp"
#include "made_samples.hpp"
#include "tryall/error.hpp"
#include "tryall/statistics/t_test.hpp"

using namespace tryall::statistics;
using tryall::testing::moved;
using tryall::testing::normal_sample;

namespace {

/// The share of 4,000 series of looks at differences around `effect` in which some look decides.
double decided(const Looks& looks, const std::vector<double>& levels, double effect) {
  int count = 0;
  for (std::uint32_t i = 0; i < 4000; ++i) {
    const std::vector<double> seeds = moved(normal_sample(std::size_t(looks.seeds.back()), i, 99), 1, effect);
    for (std::size_t k = 0; k < looks.seeds.size(); ++k)
      if (test_of(paired_estimate(Values(seeds).first(std::size_t(looks.seeds[k])))).p <= levels[k]) {
        ++count;
        break;
      }
  }
  return count / 4000.0;
}

}  // namespace

TEST_CASE("looks: the levels add up to alpha") {
  const std::vector<double> levels = look_levels({{3, 5, 8, 12, 20}, 0.01});
  CHECK(std::accumulate(levels.begin(), levels.end(), 0.0) == Approx(0.01));
  CHECK(look_levels({{7}, 0.05}) == std::vector{look_levels({{3}, 0.05})[0]});
  CHECK(look_levels({{7}, 0.05})[0] == Approx(0.05));
}

TEST_CASE("looks: spending of O'Brien and Fleming's kind is Lan and DeMets's") {
  // alpha = .05, shares .2 to 1: spent in all .00001, .00194, .01140, .02842, .05 (Lan and DeMets 1983)
  const std::vector<double> levels = look_levels({{2, 4, 6, 8, 10}}),
                            expected = {.00001, .00194, .01140, .02842, .05};
  double spent = 0;
  for (std::size_t i = 0; i < 5; ++i) {
    spent += levels[i];
    CHECK(spent == Approx(expected[i]).margin(1e-5));
  }
}

TEST_CASE("looks: looking five times does not raise false alarms, where looking at plain p does") {
  const Looks looks = {{4, 8, 12, 16, 20}, 0.05};
  CHECK(decided(looks, look_levels(looks), 0) <= 0.05);
  CHECK(decided(looks, look_levels(looks), 1.2) >= 0.95);
  CHECK(decided(looks, std::vector<double>(5, 0.05), 0) >= 0.1);
}

TEST_CASE("looks: numbers of seeds must ascend") {
  CHECK_THROWS_AS(look_levels({{4, 4}}), tryall::Error);
  CHECK_THROWS_AS(look_levels({{0, 4}}), tryall::Error);
  CHECK(look_levels({}).empty());
}
