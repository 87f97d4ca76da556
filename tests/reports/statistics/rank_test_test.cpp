#include "tryall/statistics/rank_test.hpp"

#include <algorithm>
#include <cmath>

#include "../special_values.hpp"
#include "statistics_golden.hpp"

using namespace tryall::statistics;
using tryall::testing::infinity;
using tryall::testing::near;
using tryall::testing::numbers_of;

TEST_CASE("rank tests: SciPy's statistics and p values") {
  CHECK(tryall::testing::for_each_golden("wilcoxon", [](const auto& golden, const auto& expected) {
          const TestResult result = wilcoxon(numbers_of(golden, "a"), numbers_of(golden, "b"));
          CHECK(result.statistic == near(expected[0]));
          CHECK(result.p == near(expected[1]));
        }) == 10);
}

TEST_CASE("rank tests: ties share their ranks, and infinite values have theirs") {
  CHECK(ranks(std::vector{3.0, 1.0, 3.0, -infinity, infinity}) == std::vector{3.5, 2.0, 3.5, 1.0, 5.0});
  CHECK(ranks({}).empty());
}

TEST_CASE("rank tests: five seeds never reach five percent, six do") {
  const std::vector<double> a = {2, 4, 6, 8, 10, 12}, b = {1, 2, 3, 4, 5, 6};
  CHECK(wilcoxon(Values(a).first(5), Values(b).first(5)).p == 0.0625);
  CHECK(wilcoxon(a, b).p == 0.03125);
}

TEST_CASE("rank tests: a diverged run counts as the largest difference") {
  const std::vector<double> a = {infinity, infinity, 3, 4, 5, 6, 7},
                            b = {infinity, 2, 2.9, 3.8, 4.7, 5.6, 6.5};
  CHECK(wilcoxon(a, b).p == wilcoxon(std::vector<double>{0, 99, 3, 4, 5, 6, 7},
                                     std::vector<double>{0, 2, 2.9, 3.8, 4.7, 5.6, 6.5})
                                .p);
}

TEST_CASE("rank tests: nothing to test has no p value, nothing but ties has p 1") {
  CHECK(std::isnan(wilcoxon({}, {}).p));
  const std::vector<double> same = {1, 1, 1};
  CHECK(wilcoxon(same, same).p == 1);
}
