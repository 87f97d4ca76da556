#include <cmath>

#include "../stored_sweep.hpp"
#include "catch.hpp"
#include "configs.hpp"
#include "tryall/reports/query/leaderboard.hpp"

using tryall::reports::Cell;
using tryall::reports::Group;
using tryall::reports::Leaderboard;
using tryall::reports::leaderboard_notes;
using tryall::reports::Run;
using tryall::reports::self_checks;
using tryall::reports::Table;
using tryall::reports::table_for_people;
using tryall::reports::table_for_programs;
using tryall::testing::diverged_row;
using tryall::testing::group_row;
using tryall::testing::rank;
using tryall::testing::run_row;

namespace {

using Lines = std::vector<std::string>;

std::vector<Run> runs(const std::vector<double>& values, std::uint64_t first_seed = 0) {
  std::vector<Run> rows;
  for (const double value : values) rows.push_back(run_row(first_seed++, value));
  return rows;
}

/// Two that are alike, one that is worse.
std::vector<Group> three() {
  return {group_row("a", 0.1, runs({0.80, 0.82, 0.81, 0.79})),
          group_row("b", 0.2, runs({0.81, 0.81, 0.80, 0.79})),
          group_row("c", 0.3, runs({0.50, 0.52, 0.50, 0.49}))};
}

bool says(const Lines& lines, const std::string& what) {
  return std::any_of(lines.begin(), lines.end(),
                     [&](const std::string& line) { return line.find(what) != std::string::npos; });
}

Group with_optimizer(Group group, const std::string& name) {
  group.config.set("optimizer", completed(*tryall::find_axis("optimizer")->family, {name, {}}));
  return group;
}

}  // namespace

TEST_CASE("groups that cannot be told from the best are marked as such, the others ranked") {
  const auto groups = three();
  const Table table = table_for_people(rank(groups, {}));
  CHECK(table.columns == Lines{"rank", "learning_rate", "validation_accuracy", "test_accuracy", "n", ""});
  REQUIRE(table.rows.size() == 3);
  CHECK(table.rows[0][0] == Cell(std::int64_t{1}));
  CHECK(table.rows[0][5] == Cell());
  CHECK(table.rows[1][0] == Cell("="));
  CHECK(table.rows[1][5] == Cell("not distinguishable from 1"));
  CHECK(table.rows[2][0] == Cell(std::int64_t{3}));
  CHECK(table.rows[2][5] == Cell());
}

TEST_CASE("what stands behind +- is half the 95 % interval, and it is said") {
  const auto groups = three();
  const Leaderboard board = rank(groups, {});
  // t(.975, 3) sd / sqrt 4 = 3.18245 * 0.0129099 / 2
  CHECK(table_for_people(board).rows[0][2] == Cell("80.50 +- 2.05 %"));
  const Lines notes = leaderboard_notes(board);
  CHECK(says(notes, "+-: half the 95 % interval of the mean over n seeds; none below 3"));
  CHECK(says(notes, "paired t test, Holm's correction over 3 groups"));
}

TEST_CASE("all groups are tested, however many are shown") {
  const auto groups = three();
  const Leaderboard board = rank(groups, {.top = 2});
  CHECK(board.p == rank(groups, {}).p);
  CHECK(says(leaderboard_notes(board), "over 3 groups"));
}

TEST_CASE("with fewer than three seeds nothing is tested and no interval is given") {
  const std::vector<Group> groups = {group_row("a", 0.1, runs({0.8, 0.9})),
                                     group_row("b", 0.2, runs({0.8, 0.7}))};
  const Leaderboard board = rank(groups, {});
  CHECK(board.p.empty());
  CHECK(table_for_people(board).rows[0][2] == Cell("85.00 %"));
  CHECK(leaderboard_notes(board) ==
        Lines{"no interval and no test with fewer than 3 seeds: which group is best is not known"});
}

TEST_CASE("other seeds are compared by Welch's test") {
  std::vector<Group> groups = three();
  groups[1] = group_row("b", 0.2, runs({0.81, 0.81, 0.80, 0.79}, 7));
  CHECK_FALSE(rank(groups, {}).paired);
  CHECK(rank(three(), {}).paired);
}

TEST_CASE("a group that diverged is distinguishable from the best") {
  std::vector<Group> groups = three();
  groups[1].runs[3] = diverged_row(3);
  const Leaderboard board = rank(groups, {});
  REQUIRE(board.p.size() == 3);
  CHECK_FALSE(board.is_tied(1));
  CHECK_FALSE(board.is_tied(2));
}

TEST_CASE("for programs there are the interval's ends, the p value and whether it is told from the best") {
  const auto groups = three();
  const Table table = table_for_programs(rank(groups, {}));
  const std::size_t mean = 5 + 4 * tryall::train::validation_accuracy;
  CHECK(table.columns[mean + 2] == "ci_low_validation_accuracy");
  CHECK(std::get<double>(table.rows[0][mean + 2]) == Approx(0.805 - 3.18244631 * 0.01290994 / 2));
  CHECK(std::get<double>(table.rows[0][mean + 3]) == Approx(0.805 + 3.18244631 * 0.01290994 / 2));
  const std::size_t last = table.columns.size() - 1;
  CHECK(table.rows[1][last] == Cell(std::int64_t{1}));
  CHECK(table.rows[2][last] == Cell(std::int64_t{0}));
  CHECK(std::get<double>(table.rows[2][last - 1]) < 0.001);
}

TEST_CASE("the best value at the edge of an axis is told, where at least three were tried") {
  std::vector<Group> groups = three();
  CHECK(says(self_checks(rank(groups, {})),
             "the best learning_rate = 0.1 is the smallest of the 3 tried with adam"));
  groups.push_back(group_row("d", 0.05, runs({0.3, 0.3, 0.3, 0.31})));
  CHECK_FALSE(says(self_checks(rank(groups, {})), "widen it"));
  groups.resize(2);
  CHECK_FALSE(says(self_checks(rank(groups, {})), "widen it"));
}

TEST_CASE("an edge that cannot be passed is none") {
  std::vector<Group> groups = three();
  for (std::size_t i = 0; i < 3; ++i) {
    groups[i].config.set("learning_rate", 0.1);
    groups[i].config.set("mixup", 0.1 * static_cast<double>(i));
  }
  CHECK_FALSE(says(self_checks(rank(groups, {})), "mixup"));
}

TEST_CASE("tuned Adam below Momentum is doubted where the data tell them apart") {
  std::vector<Group> groups = {with_optimizer(three()[0], "momentum"), with_optimizer(three()[2], "adam")};
  CHECK(says(self_checks(rank(groups, {})), "Choi et al. 2019"));
  groups[1] = with_optimizer(three()[1], "adam");
  CHECK_FALSE(says(self_checks(rank(groups, {})), "Choi et al. 2019"));
  const tryall::Choice momentum = groups[0].config.choice("optimizer");
  groups[0].config.set("optimizer", groups[1].config.choice("optimizer"));
  groups[1].config.set("optimizer", momentum);
  CHECK_FALSE(says(self_checks(rank(groups, {})), "Choi et al. 2019"));
}

TEST_CASE("too few seeds for the difference seen, and many that diverged, are told") {
  std::vector<Group> groups = three();
  CHECK(says(self_checks(rank(groups, {})), "to tell 1 from 2 would take about"));
  CHECK_FALSE(says(self_checks(rank(groups, {})), "diverged"));
  groups[2].runs = {diverged_row(0), diverged_row(1)};
  CHECK(says(self_checks(rank(groups, {})), "2 of 10 runs diverged or failed"));
}

TEST_CASE("groups on other data are not checked against one another") {
  std::vector<Group> groups = three();
  groups[1].config.set("dataset", tryall::Choice{"iris", {}});
  CHECK(self_checks(rank(groups, {})).empty());
}
