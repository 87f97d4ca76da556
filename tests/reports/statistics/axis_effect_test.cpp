#include "tryall/statistics/axis_effect.hpp"

#include <cmath>

#include "catch.hpp"

using namespace tryall::statistics;
using tryall::train::Direction;

TEST_CASE("axis effect: mean, best and share infeasible of each level") {
  const std::vector<Trial> trials = {{0, 1}, {0, 2}, {0, 3}, {1, 10}, {1, no_value}, {2, no_value}};
  const auto effects = axis_effect(trials, 4, Direction::maximize);
  REQUIRE(effects.size() == 4);
  CHECK(effects[0].mean == 2);
  CHECK(effects[0].best == 3);
  CHECK(effects[0].share_infeasible == 0);
  CHECK(effects[0].interval.low == t_interval(std::vector{1.0, 2.0, 3.0}).low);
  CHECK(effects[1].n == 2);
  CHECK(effects[1].mean == 10);
  CHECK(effects[1].share_infeasible == 0.5);
  CHECK(effects[1].interval.state == IntervalState::too_few);
  CHECK(effects[2].share_infeasible == 1);
  CHECK(std::isnan(effects[2].mean));
  CHECK(std::isnan(effects[2].best));
  CHECK(std::isnan(effects[3].share_infeasible));
  CHECK(axis_effect(trials, 4, Direction::minimize)[0].best == 1);
}

TEST_CASE("axis effect: the variance over seeds is pooled by degrees of freedom") {
  CHECK(pooled_variance({{1, 3}, {5, 5, 5}, {7}}) == Approx(2.0 / 3));
  CHECK(std::isnan(pooled_variance({{1}, {}})));
}
