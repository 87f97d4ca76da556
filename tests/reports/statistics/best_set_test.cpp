#include "tryall/statistics/best_set.hpp"

#include <cmath>

#include "../special_values.hpp"
#include "catch.hpp"
#include "configs.hpp"
#include "made_samples.hpp"
#include "tryall/statistics/t_test.hpp"

using namespace tryall::statistics;
using tryall::testing::infinity;
using tryall::testing::moved;
using tryall::testing::normal_sample;
using tryall::train::Direction;

TEST_CASE("best set: pairs by seed see what samples apart do not") {
  const std::vector<double> seeds = {0.90, 0.80, 0.70, 0.60, 0.50};
  const std::vector<double> worse = {0.89, 0.788, 0.691, 0.589, 0.492};  // each .01 below
  CHECK(best_set({worse, seeds}).not_distinguishable == std::vector{false, true});
  CHECK(best_set({worse, seeds}).best == 1);
  CHECK(best_set({worse, seeds}, {.test = PairTest::welch}).not_distinguishable == std::vector{true, true});
}

TEST_CASE("best set: p values are adjusted for the number of groups") {
  const std::vector<double> best = {5, 6, 7, 8}, a = {4.1, 5, 6.3, 7}, b = {4, 5.5, 6.6, 7.9};
  const BestSet set = best_set({best, a, b});
  CHECK(set.p[0] == 1);
  CHECK(set.p[1] == Approx(2 * paired_t_test(best, a).p));
  CHECK(set.p[2] == Approx(paired_t_test(best, b).p));
}

TEST_CASE("best set: the direction decides, and groups without values are out") {
  const std::vector<double> low = {1, 1.1, 1.2, 0.9}, high = {2, 2.1, 2.4, 1.9};
  const BestSet set =
      best_set({high, {}, low, {1, infinity, 1, 1}, {1.3}}, {.direction = Direction::minimize});
  CHECK(set.best == 2);
  CHECK(set.not_distinguishable == std::vector{false, false, true, false, true});
  CHECK(best_set({{}, {}}).not_distinguishable.empty());
}

TEST_CASE("best set: among equals, all stay in in most cases") {
  int complete = 0;
  for (std::uint32_t i = 0; i < 200; ++i) {
    const BestSet set =
        best_set({normal_sample(8, 3 * i), normal_sample(8, 3 * i + 1), normal_sample(8, 3 * i + 2)});
    complete += set.not_distinguishable == std::vector{true, true, true} ? 1 : 0;
  }
  CHECK(complete >= 180);
}
