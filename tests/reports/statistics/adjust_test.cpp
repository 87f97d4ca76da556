#include "tryall/statistics/adjust.hpp"

#include <cmath>

#include "statistics_golden.hpp"

using namespace tryall::statistics;

TEST_CASE("adjusted p values: Holm's and Benjamini and Hochberg's definitions") {
  for (const auto& [what, adjust] : {std::pair{"holm", &holm}, {"benjamini_hochberg", &benjamini_hochberg}}) {
    const auto run = adjust;
    CHECK(tryall::testing::for_each_golden(what, [&](const auto& golden, const auto& expected) {
            const std::vector<double> result = run(tryall::testing::numbers_of(golden, "p"));
            REQUIRE(result.size() == expected.size());
            for (std::size_t i = 0; i < expected.size(); ++i)
              CHECK(result[i] == tryall::testing::near(expected[i]));
          }) == 4);
  }
}

TEST_CASE("adjusted p values: a missing one stays missing and is not counted") {
  const std::vector<double> p = {0.01, no_value, 0.04};
  CHECK(holm(p)[0] == 0.02);
  CHECK(holm(p)[2] == 0.04);
  CHECK(std::isnan(holm(p)[1]));
  CHECK(benjamini_hochberg(p)[2] == 0.04);
  CHECK(holm({}).empty());
}
