#include "tryall/statistics/rank_test.hpp"

#include <cmath>
#include <set>

#include "../special_values.hpp"
#include "made_samples.hpp"
#include "statistics_golden.hpp"
#include "tryall/statistics/t_test.hpp"

using namespace tryall::statistics;
using tryall::testing::infinity;
using tryall::testing::near;
using tryall::testing::numbers_of;

TEST_CASE("rank tests: SciPy's p values of differences without ties") {
  int count = 0;
  tryall::testing::for_each_golden("wilcoxon", [&](const auto& golden, const auto& expected) {
    const std::vector<double> d = differences(numbers_of(golden, "a"), numbers_of(golden, "b"));
    std::set<double> sizes;
    for (const double one : d) sizes.insert(std::fabs(one));
    if (sizes.size() < d.size() || sizes.contains(0)) return;
    CHECK(signed_ranks(d).p == near(expected[1]));
    ++count;
  });
  CHECK(count == 6);
}

TEST_CASE("rank tests: ties share their ranks, and infinite values have theirs") {
  CHECK(ranks(std::vector{3.0, 1.0, 3.0, -infinity, infinity}) == std::vector{3.5, 2.0, 3.5, 1.0, 5.0});
  CHECK(ranks({}).empty());
}

TEST_CASE("rank tests: five differences never reach five percent, six do") {
  const std::vector<double> d = {1, 2, 3, 4, 5, 6};
  CHECK(signed_ranks(Values(d).first(5)).p == 0.0625);
  CHECK(std::isnan(signed_ranks(Values(d).first(5)).low));
  CHECK(signed_ranks(d).p == 0.03125);
  CHECK(signed_ranks(d).low == 1);
  CHECK(signed_ranks(d).high == 6);
  CHECK(signed_ranks(d).estimate == 3.5);
}

TEST_CASE("rank tests: the interval leaves 0 out exactly where p is at most .05") {
  int rejected = 0;
  for (std::uint32_t i = 0; i < 600; ++i) {
    std::vector<double> d = tryall::testing::normal_sample(6 + i % 70, i);
    for (double& one : d) one = std::round((one + 0.3) * (i % 2 ? 3 : 100)) / 10;  // with ties and zeros
    const SignedRanks ranks = signed_ranks(d);
    CHECK((ranks.p <= 0.05) == (ranks.low > 0 || ranks.high < 0));
    CHECK(ranks.low <= ranks.estimate);
    CHECK(ranks.estimate <= ranks.high);
    rejected += ranks.p <= 0.05;
  }
  CHECK(rejected > 100);
  CHECK(rejected < 500);
}

TEST_CASE("rank tests: normal differences are rarely told from 0, and their interval holds it") {
  int rejected = 0;
  for (std::uint32_t i = 0; i < 1000; ++i)
    rejected += signed_ranks(tryall::testing::normal_sample(12, i)).p <= 0.05;
  CHECK(rejected < 70);
  CHECK(rejected > 20);
}

TEST_CASE("rank tests: a diverged run counts as the largest difference") {
  const std::vector<double> lost = {0, infinity, 0.1, 0.2, 0.3, 0.4, 0.5},
                            far = {0, 97, 0.1, 0.2, 0.3, 0.4, 0.5};
  CHECK(signed_ranks(lost).p == signed_ranks(far).p);
  CHECK(signed_ranks(lost).low == signed_ranks(far).low);
  CHECK(signed_ranks(std::vector<double>(8, -infinity)).high == -infinity);
}

TEST_CASE("rank tests: nothing to test has no p value, nothing but ties has p 1") {
  CHECK(std::isnan(signed_ranks({}).p));
  CHECK(signed_ranks(std::vector<double>(7, 0)).p == 1);
}
