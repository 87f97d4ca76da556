#include "tryall/statistics/adjust.hpp"

#include <cmath>

#include "statistics_golden.hpp"

using namespace tryall::statistics;

TEST_CASE("adjusted p values: Holm's definition") {
  CHECK(tryall::testing::for_each_golden("holm", [](const auto& golden, const auto& expected) {
          const std::vector<double> result = holm(tryall::testing::numbers_of(golden, "p"));
          REQUIRE(result.size() == expected.size());
          for (std::size_t i = 0; i < expected.size(); ++i)
            CHECK(result[i] == tryall::testing::near(expected[i]));
        }) == 4);
}

TEST_CASE("adjusted p values: a missing one stays missing and is not counted") {
  const std::vector<double> p = {0.01, no_value, 0.04};
  CHECK(holm(p)[0] == 0.02);
  CHECK(holm(p)[2] == 0.04);
  CHECK(std::isnan(holm(p)[1]));
  CHECK(holm({}).empty());
}
