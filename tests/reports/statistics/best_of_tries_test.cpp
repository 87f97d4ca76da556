#include "tryall/statistics/best_of_tries.hpp"

#include <cmath>

#include "made_samples.hpp"
#include "statistics_golden.hpp"

using namespace tryall::statistics;
using tryall::testing::moved;
using tryall::testing::near;
using tryall::testing::normal_sample;
using tryall::testing::numbers_of;
using tryall::train::Direction;

TEST_CASE("best of tries: the mean over all choices, and its form with replacement") {
  for (const auto& [what, form] :
       {std::pair{"unbiased", BestForm::unbiased}, {"with_replacement", BestForm::with_replacement}}) {
    const BestOfTriesOptions options = {.form = form, .bootstrap = {.key = "k", .resamples = 1}};
    CHECK(tryall::testing::for_each_golden(what, [&](const auto& golden, const auto& expected) {
            const std::vector<double> values = numbers_of(golden, "values");
            for (std::size_t n = 1; n <= values.size(); ++n)
              CHECK(best_of_tries(values, {n}, options).at(0).expected == near(expected[n - 1]));
          }) == 3);
  }
}

TEST_CASE("best of tries: never beyond the tries there are") {
  const std::vector<double> values = {1, 2, 3};
  const auto curve = best_of_tries(values, {0, 1, 3, 5}, {.bootstrap = {.key = "k"}});
  REQUIRE(curve.size() == 2);
  CHECK(curve[0].expected == 2);
  CHECK(curve[1].tries == 3);
  CHECK(curve[1].expected == 3);
  CHECK(best_of_tries({}, {1}, {}).empty());
}

TEST_CASE("best of tries: with more tries the best gets better, and lies within its interval") {
  const std::vector<double> values = normal_sample(25, 4);
  for (const auto direction : {Direction::maximize, Direction::minimize}) {
    const auto curve = best_of_tries(values, {1, 2, 5, 10, 20},
                                     {.direction = direction, .bootstrap = {.key = "k", .resamples = 2000}});
    for (std::size_t i = 0; i < curve.size(); ++i) {
      CHECK(curve[i].interval.low < curve[i].expected);
      CHECK(curve[i].expected < curve[i].interval.high);
      if (i > 0) CHECK((curve[i].expected > curve[i - 1].expected) == (direction == Direction::maximize));
    }
  }
}

TEST_CASE("best of tries: minimizing is maximizing upside down") {
  const std::vector<double> values = normal_sample(9, 5);
  const auto up = best_of_tries(values, {3}, {.bootstrap = {.key = "k"}});
  const auto down =
      best_of_tries(moved(values, -1, 0), {3}, {.direction = Direction::minimize, .bootstrap = {.key = "k"}});
  CHECK(down[0].expected == Approx(-up[0].expected));
  CHECK(down[0].interval.low == Approx(-up[0].interval.high));
}
