#include "tryall/statistics/t_test.hpp"

#include <cmath>

#include "../special_values.hpp"
#include "made_samples.hpp"
#include "statistics_golden.hpp"
#include "t_tests.hpp"

using namespace tryall::statistics;
using tryall::testing::infinity;
using tryall::testing::moved;
using tryall::testing::near;
using tryall::testing::normal_sample;
using tryall::testing::numbers_of;
using tryall::testing::paired_t_test;
using tryall::testing::welch_t_test;

namespace {

/// Holds a test to SciPy's statistic and p in all cases that name it.
template <class Test>
int matches(const std::string& what, Test&& test) {
  return tryall::testing::for_each_golden(what, [&](const auto& golden, const auto& expected) {
    const TestResult result = test(numbers_of(golden, "a"), numbers_of(golden, "b"));
    CHECK(result.statistic == near(expected[0]));
    CHECK(result.p == near(expected[1]));
  });
}

}  // namespace

TEST_CASE("t tests: SciPy's statistics and p values") {
  CHECK(matches("paired_t", paired_t_test) == 10);
  CHECK(matches("welch", welch_t_test) == 12);
  CHECK(matches("pooled", pooled_t_test) == 12);
}

TEST_CASE("t tests: two one-sided tests show equivalence") {
  CHECK(tryall::testing::for_each_golden("equivalence", [](const auto& golden, const auto& expected) {
          const std::vector<double> difference =
              differences(numbers_of(golden, "a"), numbers_of(golden, "b"));
          const Equivalence result = equivalence_test(difference, 0.5);
          CHECK(result.p_not_below == near(expected[0]));
          CHECK(result.p_not_above == near(expected[1]));
          CHECK(result.p == std::max(result.p_not_below, result.p_not_above));
        }) == 10);
  CHECK(equivalence_test(std::vector{0.1, -0.1, 0.05, 0.0}, 10).p < 0.001);
  CHECK(equivalence_test(std::vector{0.2, 0.2, 0.2}, 0.1).p == 1);
  CHECK(equivalence_test(std::vector{0.0, 0.0, 0.0}, 0.1).p == 0);
}

TEST_CASE("t tests: what does not vary is said to") {
  const std::vector<double> a = {0.3, 0.4, 0.5}, b = {0.1, 0.2, 0.3};  // differences of .2 up to rounding
  const TestResult apart = paired_t_test(a, b);
  CHECK(apart.no_spread);
  CHECK(apart.p == 0);
  const TestResult same = paired_t_test(a, a);
  CHECK(same.no_spread);
  CHECK(same.p == 1);
  CHECK_FALSE(paired_t_test(a, std::vector{0.1, 0.2, 0.4}).no_spread);
}

TEST_CASE("t tests: too few or infinite values have no p value") {
  CHECK(std::isnan(paired_t_test(std::vector{1.0}, std::vector{2.0}).p));
  CHECK(std::isnan(paired_t_test({}, {}).p));
  CHECK(std::isnan(welch_t_test(std::vector{1.0}, std::vector{2.0, 3.0}).p));
  CHECK(std::isnan(paired_t_test(std::vector{1.0, infinity}, std::vector{2.0, 3.0}).p));
  CHECK(std::isnan(equivalence_test(std::vector{1.0}, 1).p));
}

TEST_CASE("t tests: p does not change with the metric's unit, and sides only change the sign") {
  for (std::uint32_t i = 0; i < 20; ++i) {
    const std::vector<double> a = normal_sample(4 + i, i), b = normal_sample(4 + i, 100 + i);
    for (const auto& test : {paired_t_test, welch_t_test, pooled_t_test}) {
      const TestResult here = test(a, b), there = test(moved(a, 100, 7), moved(b, 100, 7)), back = test(b, a);
      CHECK(here.p == Approx(there.p));
      CHECK(here.p == Approx(back.p));
      CHECK(here.statistic == Approx(-back.statistic));
    }
  }
}
