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
  group.config.set("optimizer", with_defaults(*tryall::find_axis("optimizer")->family, {name, {}}));
  return group;
}

}  // namespace

TEST_CASE(
    "each group has its difference to the best with one interval, and the mark that the interval gives") {
  const auto groups = three();
  const Table table = table_for_people(rank(groups, {}));
  CHECK(table.columns ==
        Lines{"rank", "learning_rate", "validation_accuracy", "difference", "", "test_accuracy", "n"});
  REQUIRE(table.rows.size() == 3);
  CHECK(table.rows[0][0] == Cell(std::int64_t{1}));
  CHECK(table.rows[0][2] == Cell("80.50 %"));
  CHECK(table.rows[0][3] == Cell());
  CHECK(table.rows[0][4] == Cell("best"));
  CHECK(table.rows[1][0] == Cell(std::int64_t{2}));
  CHECK(table.rows[1][4] == Cell("="));
  CHECK_THAT(std::get<std::string>(table.rows[1][3]), StartsWith("-0.25 [-") && ContainsSubstring(", +"));
  CHECK(table.rows[2][4] == Cell(""));
  CHECK_THAT(std::get<std::string>(table.rows[2][3]), StartsWith("-30.25 [-") && ContainsSubstring(", -"));
}

TEST_CASE("the notes say what the best reached, what was tested and what the marks mean") {
  const auto groups = three();
  const Lines notes = leaderboard_notes(rank(groups, {}));
  CHECK_THAT(notes.front(), StartsWith("best: validation_accuracy 80.50 % [78.3") &&
                                ContainsSubstring("95 % interval of the mean over 4 seeds"));
  CHECK(says(notes, "for all 3 groups together (step-down max-t test)"));
  CHECK(says(notes, "=: the interval includes 0 (tied with the best; not shown to be equal)"));
}

TEST_CASE("all groups are tested, however many are shown") {
  const auto groups = three();
  const Leaderboard some = rank(groups, {.top = 2}), all = rank(groups, {});
  CHECK(some.standings[1].tie.low == all.standings[1].tie.low);
  CHECK(says(leaderboard_notes(some), "for all 3 groups"));
}

TEST_CASE("with fewer than three seeds nothing is tested and no interval is given") {
  const std::vector<Group> groups = {group_row("a", 0.1, runs({0.8, 0.9})),
                                     group_row("b", 0.2, runs({0.8, 0.7}))};
  const Leaderboard board = rank(groups, {});
  CHECK_FALSE(board.tested());
  CHECK(table_for_people(board).rows[0][2] == Cell("85.00 %"));
  CHECK(
      leaderboard_notes(board) ==
      Lines{"fewer than 3 seeds per group: no intervals and no tests, so it is unknown which group is best"});
}

TEST_CASE("groups that cannot be compared say why") {
  std::vector<Group> groups = three();
  groups.push_back(group_row("d", 0.4, runs({0.9, 0.9})));
  groups[1].runs[3] = diverged_row(3);
  const Table table = table_for_people(rank(groups, {}));
  CHECK(table.rows[0][4] == Cell("n = 2"));  // the largest mean, of too few seeds
  CHECK(table.rows[1][4] == Cell("best"));
  CHECK(table.rows[3][4] == Cell("diverged 1 of 4"));
}

TEST_CASE("other seeds are compared by each group's own spread") {
  std::vector<Group> groups = three();
  groups[1] = group_row("b", 0.2, runs({0.81, 0.81, 0.80, 0.79}, 7));
  CHECK_FALSE(rank(groups, {}).families.front().same_seeds);
  const auto shared = three();
  CHECK(rank(shared, {}).families.front().same_seeds);
}

TEST_CASE("one group alone has the interval of its mean") {
  const std::vector<Group> groups = {group_row("a", 0.1, runs({0.80, 0.82, 0.81, 0.79}))};
  CHECK_THAT(std::get<std::string>(table_for_people(rank(groups, {})).rows[0][2]),
             StartsWith("80.50 % [78.3"));
}

TEST_CASE("for programs there are the intervals' ends, the verdict and the seeds needed") {
  const auto groups = three();
  const Table table = table_for_programs(rank(groups, {}));
  const std::size_t mean = 5 + 4 * tryall::train::validation_loss;
  CHECK(table.columns[mean + 2] == "ci_low_validation_loss");
  // t(.975, 3) sd / sqrt 4
  CHECK(std::get<double>(table.rows[0][mean + 2]) == Approx(0.805 - 3.18244631 * 0.01290994 / 2));
  CHECK(std::get<double>(table.rows[0][mean + 3]) == Approx(0.805 + 3.18244631 * 0.01290994 / 2));
  const std::size_t gap = table.columns.size() - 5;
  CHECK(std::get<double>(table.rows[1][gap]) == Approx(-0.0025));
  CHECK(std::get<double>(table.rows[1][gap + 2]) > 0);
  CHECK(table.rows[1][gap + 3] == Cell("tied"));
  CHECK(std::get<std::int64_t>(table.rows[1][gap + 4]) > 4);
  CHECK(std::get<double>(table.rows[2][gap + 2]) < 0);
  CHECK(table.rows[2][gap + 3] == Cell("behind"));
  CHECK(table.rows[2][gap + 4] == Cell());
}

TEST_CASE("an interval of a share stays between 0 and 100 %") {
  const std::vector<Group> groups = {group_row("a", 0.1, runs({1, 1, 0.9})),
                                     group_row("b", 0.2, runs({0, 0, 0.1}))};
  const Table table = table_for_programs(rank(groups, {}));
  const std::size_t mean = 5 + 4 * tryall::train::validation_accuracy;
  CHECK(std::get<double>(table.rows[0][mean + 3]) <= 1);
  CHECK(std::get<double>(table.rows[1][mean + 2]) >= 0);
  CHECK(std::get<double>(table.rows[0][mean + 2]) < 0.9);
}

TEST_CASE("the best value at the edge of an axis is told, where at least three were tried") {
  std::vector<Group> groups = three();
  CHECK(says(self_checks(rank(groups, {})),
             "the best learning_rate = 0.1 is the smallest of the 3 tried with adam"));
  groups.push_back(group_row("d", 0.05, runs({0.3, 0.3, 0.3, 0.31})));
  CHECK_FALSE(says(self_checks(rank(groups, {})), " values"));
  groups.resize(2);
  CHECK_FALSE(says(self_checks(rank(groups, {})), " values"));
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
  CHECK(says(self_checks(rank(groups, {})), "seeds would be needed to separate rank 2 from rank 1"));
  CHECK_FALSE(says(self_checks(rank(groups, {})), "diverged"));
  groups[2].runs = {diverged_row(0), diverged_row(1)};
  CHECK(says(self_checks(rank(groups, {})), "2 of 10 runs diverged or failed"));
}

TEST_CASE("groups on other data are not checked against one another") {
  std::vector<Group> groups = three();
  groups[1].dataset_id = 1;
  CHECK(self_checks(rank(groups, {})).empty());
}

TEST_CASE("shares vary by no less than the rounding to a sample") {
  // multiples of .01; neither the best nor the second varies, and the others hardly
  const std::vector<Group> groups = {
      group_row("a", 0.1, runs({0.90, 0.90, 0.90})), group_row("b", 0.2, runs({0.89, 0.89, 0.89})),
      group_row("c", 0.3, runs({0.80, 0.80, 0.80})), group_row("d", 0.4, runs({0.50, 0.50, 0.51}))};
  const Leaderboard board = rank(groups, {});
  CHECK(board.families.front().resolution == Approx(0.01));
  using tryall::statistics::TieMark;
  const double error = 0.01 * std::sqrt(2.0 / 12 / 3);
  CHECK(board.standings[1].tie.error == Approx(error));
  CHECK(board.standings[1].tie.mark == TieMark::tied);
  CHECK(board.standings[2].tie.mark == TieMark::behind);
}

TEST_CASE("where no group varies over its seeds nothing is tested, and that is said") {
  const std::vector<Group> groups = {group_row("a", 0.1, runs({0.90, 0.90, 0.90})),
                                     group_row("b", 0.2, runs({0.89, 0.89, 0.89})),
                                     group_row("c", 0.3, runs({0.90, 0.90, 0.90}))};
  const Leaderboard board = rank(groups, {});
  CHECK(board.families.front().resolution == 0);
  CHECK(table_for_people(board).rows[1][4] == Cell("no spread"));
  CHECK(table_for_people(board).rows[2][4] == Cell("no spread"));
  CHECK(says(leaderboard_notes(board), "no spread: every seed gave the same value"));
}
