#include <cmath>

#include "catch.hpp"
#include "stored_sweep.hpp"
#include "tryall/reports/leaderboard.hpp"

using tryall::reports::Cell;
using tryall::reports::Format;
using tryall::reports::group_by;
using tryall::reports::GroupRow;
using tryall::reports::Table;
using tryall::testing::diverged_row;
using tryall::testing::group_row;
using tryall::testing::message_of;
using tryall::testing::run_row;

namespace {

using Row = std::vector<Cell>;

Cell whole(std::int64_t number) { return number; }

/// Adam at 0.1 (0.5 and 0.7) and at 0.2 (0.8), sgd at 0.1 (0.9, and one that diverged).
std::vector<GroupRow> three() {
  std::vector<GroupRow> groups = {group_row("a", 0.1, {run_row(0, 0.5), run_row(1, 0.7)}),
                                  group_row("b", 0.2, {run_row(0, 0.8)}),
                                  group_row("c", 0.1, {run_row(0, 0.9), diverged_row(1)})};
  groups[2].config.optimizer = {"sgd", {}};
  return groups;
}

}  // namespace

TEST_CASE("groups that agree on an axis are one row, in the order of their best groups") {
  const Table table = group_by(three(), {"optimizer"}, {}, Format::table);
  CHECK(table.columns == std::vector<std::string>{"optimizer", "groups", "runs", "diverged",
                                                  "best_validation_accuracy", "mean_validation_accuracy",
                                                  "best_n"});
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0] == Row{"adam", whole(2), whole(3), whole(0), "80.00 %", "70.00 %", whole(1)});
  CHECK(table.rows[1] == Row{"sgd", whole(1), whole(2), whole(1), "90.00 %", "90.00 %", whole(2)});
}

TEST_CASE("programs get the best group's mean and deviation over its own seeds, and the mean of means") {
  const Table table = group_by(three(), {"learning_rate"}, {}, Format::csv);
  CHECK(table.columns == std::vector<std::string>{"learning_rate", "groups", "runs", "diverged",
                                                  "best_validation_accuracy", "best_sd_validation_accuracy",
                                                  "mean_validation_accuracy", "best_n"});
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0] == Row{0.2, whole(1), whole(1), whole(0), 0.8, Cell(), 0.8, whole(1)});
  CHECK(table.rows[1][0] == Cell(0.1));
  CHECK(table.rows[1][1] == whole(2));
  CHECK(std::get<double>(table.rows[1][4]) == Approx(0.6));              // a comes before c, which diverged
  CHECK(std::get<double>(table.rows[1][5]) == Approx(std::sqrt(0.02)));  // over a's two seeds
  CHECK(std::get<double>(table.rows[1][6]) == Approx(0.75));             // of 0.6 and 0.9
}

TEST_CASE("several axes make a row for each combination there is") {
  const Table table = group_by(three(), {"learning_rate", "optimizer"}, {}, Format::json);
  REQUIRE(table.rows.size() == 3);
  CHECK(Row(table.rows[0].begin(), table.rows[0].begin() + 2) == Row{0.2, "adam"});
  CHECK(Row(table.rows[1].begin(), table.rows[1].begin() + 2) == Row{0.1, "adam"});
  CHECK(Row(table.rows[2].begin(), table.rows[2].begin() + 2) == Row{0.1, "sgd"});
}

TEST_CASE("an axis on which all agree makes one row") {
  const Table table = group_by(three(), {"epochs"}, {}, Format::markdown);
  REQUIRE(table.rows.size() == 1);
  CHECK(table.rows[0][0] == whole(5));
  CHECK(table.rows[0][1] == whole(3));
}

TEST_CASE("the smallest mean is best where the metric is minimized") {
  const Table table =
      group_by(three(), {"learning_rate"},
               {.metric = "test_loss", .direction = tryall::train::Direction::minimize}, Format::csv);
  CHECK(table.columns[4] == "best_test_loss");
  CHECK(table.rows[0][0] == Cell(0.1));
}

TEST_CASE("where all of a row diverged there is no value, and no more rows are shown than asked for") {
  const std::vector<GroupRow> groups = {group_row("a", 0.1, {run_row(0, 0.5)}),
                                        group_row("b", 0.2, {diverged_row(0)})};
  const Table people = group_by(groups, {"learning_rate"}, {}, Format::table);
  REQUIRE(people.rows.size() == 2);
  CHECK(people.rows[1] == Row{0.2, whole(1), whole(1), whole(1), "-", "-", whole(1)});
  const Table programs = group_by(groups, {"learning_rate"}, {}, Format::csv);
  CHECK(programs.rows[1] == Row{0.2, whole(1), whole(1), whole(1), Cell(), Cell(), Cell(), whole(1)});
  CHECK(group_by(groups, {"learning_rate"}, {.top = 1}, Format::table).rows.size() == 1);
}

TEST_CASE("an unknown axis is refused with the nearest") {
  CHECK(message_of([] {
          group_by({}, {"init", "optimzer"}, {}, Format::table);
        }) == "--group-by optimzer: unknown axis 'optimzer' (did you mean 'optimizer'?)");
  CHECK_THAT(message_of([] { group_by({}, {"seed"}, {}, Format::table); }),
             StartsWith("--group-by seed: unknown axis 'seed'"));
}

TEST_CASE("nothing grouped is a table without rows") {
  CHECK(group_by({}, {"optimizer"}, {}, Format::table).rows.empty());
}
