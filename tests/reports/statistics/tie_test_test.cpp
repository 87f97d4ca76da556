#include "tryall/statistics/tie_test.hpp"

#include <algorithm>
#include <cmath>

#include "catch.hpp"
#include "made_boards.hpp"
#include "t_tests.hpp"

using namespace tryall::statistics;
using tryall::testing::MadeBoard;
using tryall::testing::paired_t_test;
using tryall::train::Direction;

namespace {

MadeBoard board(std::vector<std::vector<double>> values) {
  MadeBoard result{{}, std::move(values)};
  for (const auto& row : result.values) {
    result.seeds.emplace_back();
    for (std::size_t j = 0; j < row.size(); ++j) result.seeds.back().push_back(j);
  }
  return result;
}

MadeBoard six_groups() {
  return board({{97.8, 97.2, 98.1, 97.5, 97.9},
                {97.6, 97.3, 97.8, 97.1, 97.8},
                {97.0, 96.1, 97.3, 96.6, 96.9},
                {96.2, 95.9, 96.4, 95.7, 96.5},
                {93.0, 90.1, 94.2, 91.8, 92.6},
                {97.2, 97.4, 97.7, 97.0, 97.3}});
}

std::vector<TieMark> marks(const TieTest& test) {
  std::vector<TieMark> result;
  for (const TieRow& row : test.rows) result.push_back(row.mark);
  return result;
}

using enum TieMark;

}  // namespace

TEST_CASE("tie test: a board worked out by another implementation") {
  const MadeBoard six = six_groups();
  const TieTest test = tie_test(six.groups());
  CHECK(test.best == 0);
  CHECK(test.compared == 6);
  CHECK(marks(test) == std::vector{best, tied, behind, behind, behind, tied});
  const std::vector<std::vector<double>> expected = {{-0.180, -0.536, 0.176},
                                                     {-0.920, -1.343, -0.497},
                                                     {-1.560, -1.951, -1.169},
                                                     {-5.360, -7.244, -3.476},
                                                     {-0.380, -0.823, 0.063}};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CAPTURE(i);
    CHECK(std::fabs(test.rows[i + 1].gap - expected[i][0]) < 0.0005);
    CHECK(std::fabs(test.rows[i + 1].low - expected[i][1]) < 0.0005);
    CHECK(std::fabs(test.rows[i + 1].high - expected[i][2]) < 0.0005);
  }
}

TEST_CASE("tie test: smaller may be better, and the order of groups does not matter") {
  MadeBoard turned = six_groups();
  for (auto& row : turned.values)
    for (double& value : row) value = -value;
  std::swap(turned.values[0], turned.values[4]);
  const TieTest test = tie_test(turned.groups(), {.direction = Direction::minimize});
  CHECK(marks(test) == std::vector{behind, tied, behind, behind, best, tied});
  CHECK(std::fabs(test.rows[1].low + 0.176) < 0.0005);
  CHECK(std::fabs(test.rows[1].high - 0.536) < 0.0005);
}

TEST_CASE("tie test: groups that fail do not blur the others") {
  MadeBoard failing = six_groups();
  failing.values[4] = {23.0, 91.0, 55.0, 71.0, 30.0};
  failing.values[3] = {10.0, 60.0, 84.0, 20.0, 35.0};
  const auto rows = tie_test(failing.groups()).rows;
  CHECK(rows[2].mark == behind);
  CHECK(rows[1].mark == tied);
  CHECK(rows[1].high < 1);  // without those two it is 0.17
}

TEST_CASE("tie test: two groups are tested as one comparison") {
  const MadeBoard two = board({{97.8, 97.2, 98.1, 97.5, 97.9}, {97.0, 97.1, 97.3, 96.6, 96.9}});
  const TieTest test = tie_test(two.groups());
  const auto estimate = paired_estimate(differences(two.values[1], two.values[0]));
  CHECK(test.rows[1].gap == Approx(estimate.center));
  CHECK(test.rows[1].high == Approx(estimate.center + 2.7764451 * estimate.error));
  CHECK(paired_t_test(two.values[0], two.values[1]).p < 0.05);
  CHECK(marks(test) == std::vector{best, behind});
}

TEST_CASE("tie test: groups of too few seeds or with a run without a value take no part") {
  MadeBoard odd = six_groups();
  odd.values[1] = {99, 99};
  odd.seeds[1] = {0, 1};
  odd.values[5].clear();
  odd.seeds[5].clear();
  const TieTest test = tie_test(odd.groups());
  CHECK(test.best == 0);
  CHECK(test.compared == 4);
  CHECK(marks(test) == std::vector{best, not_compared, behind, behind, behind, not_compared});
  CHECK(std::isnan(test.rows[1].low));
  const MadeBoard alone = board({{1, 2, 3}, {1, 2}});
  CHECK_FALSE(tie_test(alone.groups()).tested());
  CHECK(marks(tie_test(alone.groups())) == std::vector{best, not_compared});
  CHECK(tie_test({}).compared == 0);
}

TEST_CASE("tie test: other seeds count each group's own spread") {
  MadeBoard apart = six_groups();
  for (std::uint64_t& seed : apart.seeds[1]) seed += 100;
  const TieTest test = tie_test(apart.groups());
  CHECK_FALSE(test.same_seeds);
  CHECK(test.rows[1].mark == tied);
  CHECK(test.rows[1].error > 1.5 * tie_test(six_groups().groups()).rows[1].error);
  CHECK(tie_test(six_groups().groups()).same_seeds);
}

TEST_CASE("tie test: where seeds do not vary nothing is tested") {
  const MadeBoard same = board({{3, 3, 3}, {2, 2, 2}, {1, 1, 1}});
  CHECK(marks(tie_test(same.groups())) == std::vector{best, no_spread, no_spread});
  CHECK(std::isnan(tie_test(same.groups()).rows[1].low));
  // a share of 10 samples varies by rounding at least
  const MadeBoard shares = board({{0.9, 0.9, 0.9}, {0.8, 0.8, 0.8}, {0.1, 0.1, 0.1}});
  CHECK(marks(tie_test(shares.groups(), {.resolution = 0.1})) == std::vector{best, tied, behind});
}

TEST_CASE("tie test: critical values stand in the table and between") {
  CHECK(critical_value(5, 3) > critical_value(5, 30));
  for (const std::size_t n : {3, 4, 7, 12, 29, 500}) {
    CAPTURE(n);
    for (std::size_t k = 5; k < 3000; k += k / 4 + 1)
      CHECK(critical_value(k, n) < critical_value(k + k / 4 + 1, n));
  }
  CHECK(critical_value(50, 30) == critical_value(50, 31));
  CHECK(critical_value(50, 7) < critical_value(50, 6));
  CHECK(critical_value(50, 7) > critical_value(50, 8));
}

TEST_CASE("tie test: seeds that would separate a tie are more than there are, and fewer the larger the gap") {
  const MadeBoard six = six_groups();
  const TieTest test = tie_test(six.groups());
  const auto needed = [&](std::size_t row) {
    return seeds_to_separate(test.rows[row], test.compared, test.remaining);
  };
  const auto close = needed(1), far = needed(5);
  REQUIRE(close);
  REQUIRE(far);
  CHECK(*far > 5);
  CHECK(*close > *far);
  CHECK_FALSE(needed(2));
  CHECK_FALSE(needed(0));
}

TEST_CASE("tie test: intervals of differences of shares end at 1, and marks stay") {
  const MadeBoard shares = board({{0.9, 0.1, 0.95}, {0.2, 0.9, 0.1}, {0.5, 0.1, 0.9}});
  const auto free = tie_test(shares.groups()).rows, cut = tie_test(shares.groups(), {.share = true}).rows;
  CHECK(free[1].low < -1);
  for (std::size_t i = 1; i < cut.size(); ++i) {
    CHECK(cut[i].low == std::max(free[i].low, -1.0));
    CHECK(cut[i].high == std::min(free[i].high, 1.0));
    CHECK(cut[i].mark == free[i].mark);
  }
  const MadeBoard two = board({{0.9, 0.1, 0.95}, {0.2, 0.9, 0.1}});
  CHECK(tie_test(two.groups(), {.share = true}).rows[1].low == -1);
}
