#include "tryall/reports/query/leaderboard.hpp"

#include <cmath>

#include "../stored_sweep.hpp"
#include "catch.hpp"
#include "configs.hpp"

using tryall::reports::Cell;
using tryall::reports::count_cell;
using tryall::reports::differing_axes;
using tryall::reports::Group;
using tryall::reports::Leaderboard;
using tryall::reports::Table;
using tryall::reports::table_for_people;
using tryall::reports::table_for_programs;
using tryall::testing::diverged_row;
using tryall::testing::group_row;
using tryall::testing::rank;
using tryall::testing::run_row;
using tryall::train::Direction;

namespace {

using Keys = std::vector<std::string>;

Keys order(const Leaderboard& board) {
  Keys keys;
  for (const auto& standing : board.standings) keys.push_back(standing.group->key);
  return keys;
}

/// Groups a (0.5 and 0.7), b (0.8 with one of two diverged), c (0.65) and d (all diverged).
std::vector<Group> four() {
  return {group_row("a", 0.1, {run_row(0, 0.5), run_row(1, 0.7)}),
          group_row("b", 0.2, {run_row(0, 0.8), diverged_row(1)}), group_row("c", 0.3, {run_row(0, 0.65)}),
          group_row("d", 0.4, {diverged_row(0)})};
}

}  // namespace

TEST_CASE("groups are ranked by the mean over their seeds, those that diverged behind") {
  const auto groups = four();
  CHECK(order(rank(groups, {})) == Keys{"c", "a", "b", "d"});
}

TEST_CASE("the larger the share that diverged the further behind") {
  const std::vector<Group> groups = {
      group_row("half", 0.1, {run_row(0, 0.9), diverged_row(1)}),
      group_row("none", 0.2, {run_row(0, 0.1), run_row(1, 0.1), run_row(2, 0.1)}),
      group_row("third", 0.3, {run_row(0, 0.2), run_row(1, 0.2), diverged_row(2)}),
      group_row("all", 0.4, {diverged_row(0), diverged_row(1)})};
  CHECK(order(rank(groups, {})) == Keys{"none", "third", "half", "all"});
}

TEST_CASE("a failed run counts like one that diverged") {
  auto failed = diverged_row(1);
  failed.outcome = tryall::train::Outcome::failed;
  const std::vector<Group> groups = {group_row("a", 0.1, {run_row(0, 0.9), failed}),
                                     group_row("b", 0.2, {run_row(0, 0.1), run_row(1, 0.1)})};
  const Leaderboard board = rank(groups, {});
  CHECK(order(board) == Keys{"b", "a"});
  CHECK(board.standings[1].diverged == 1);
  CHECK(board.standings[1].n == 2);
}

TEST_CASE("groups with equal means are ranked by their keys") {
  const std::vector<Group> groups = {group_row("z", 0.1, {run_row(0, 0.5)}),
                                     group_row("m", 0.2, {run_row(0, 0.5)}),
                                     group_row("a", 0.3, {run_row(0, 0.5)})};
  CHECK(order(rank(groups, {})) == Keys{"a", "m", "z"});
}

TEST_CASE("where the metric is minimized the smallest mean comes first, divergence last all the same") {
  const auto groups = four();
  CHECK(order(rank(groups, {.metric = "test_loss", .direction = Direction::minimize})) ==
        Keys{"a", "c", "b", "d"});
}

TEST_CASE("groups are ranked by the metric that is asked for, those without it come last") {
  auto groups = four();
  groups[0].runs[0].values[tryall::train::test_accuracy] = 0.99;
  groups[0].runs[1].values[tryall::train::test_accuracy] = 0.99;
  groups[2].runs[0].values[tryall::train::test_accuracy] = std::nan("");
  const Leaderboard board = rank(groups, {.metric = "test_accuracy"});
  CHECK(order(board) == Keys{"a", "b", "c", "d"});
  CHECK(board.standings[2].metrics[tryall::train::test_accuracy].count() == 0);
  CHECK(board.standings[2].diverged == 0);
}

TEST_CASE("a value of a run that diverged does not count into the mean") {
  auto spoiled = diverged_row(1);
  spoiled.values.assign(tryall::train::metrics().size(), 0.1);
  const std::vector<Group> groups = {group_row("a", 0.1, {run_row(0, 0.9), spoiled})};
  const auto value = rank(groups, {}).standings[0].metrics[tryall::train::validation_accuracy];
  CHECK(value.count() == 1);
  CHECK(value.mean() == 0.9);
}

TEST_CASE("an unknown metric is refused with the nearest") {
  CHECK_THROWS_WITH(rank({}, {.metric = "test_los"}),
                    "unknown metric 'test_los' (did you mean 'test_loss'?)");
}

TEST_CASE("nothing can be ranked as well") {
  CHECK(table_for_people(rank({}, {})).rows.empty());
  CHECK(table_for_programs(rank({}, {})).rows.empty());
}

TEST_CASE("the axes shown are those on which configs differ, or the model") {
  auto groups = four();
  CHECK(differing_axes(groups) == Keys{"learning_rate"});
  groups[3].config.set("optimizer", tryall::Choice{"sgd", {}});
  groups[2].config.set("batch_size", tryall::Value(std::string("full")));
  CHECK(differing_axes(groups) == Keys{"optimizer", "learning_rate", "batch_size"});
  CHECK(differing_axes({groups[0]}) == Keys{"model"});
  groups[1].config = groups[0].config;
  groups[1].config.set("model", tryall::Choice{"mlp", {{"hidden", std::vector<std::int64_t>{8}}}});
  CHECK(differing_axes({groups[0], groups[1]}) == Keys{"model"});
  CHECK(differing_axes({}) == Keys{"model"});
}

TEST_CASE("the table for people has rank, axes, the metric here and on test, and counts") {
  const auto groups = four();
  const Table table = table_for_people(rank(groups, {}));
  CHECK(table.columns ==
        Keys{"rank", "learning_rate", "validation_accuracy", "test_accuracy", "n", "diverged"});
  REQUIRE(table.rows.size() == 4);
  CHECK(table.rows[0] == std::vector<Cell>{count_cell(1), 0.3, "65.00 %", "65.00 %", count_cell(1), Cell()});
  CHECK(table.rows[1] == std::vector<Cell>{count_cell(2), 0.1, "60.00 %", "60.00 %", count_cell(2), Cell()});
  CHECK(table.rows[2] ==
        std::vector<Cell>{count_cell(3), 0.2, "80.00 %", "80.00 %", count_cell(2), count_cell(1)});
  CHECK(table.rows[3] == std::vector<Cell>{Cell(), 0.4, "-", "-", count_cell(1), count_cell(1)});
}

TEST_CASE("the table for people leaves out what says nothing") {
  const std::vector<Group> groups = {group_row("a", 0.1, {run_row(0, 0.5)})};
  CHECK(table_for_people(rank(groups, {})).columns ==
        Keys{"rank", "model", "validation_accuracy", "test_accuracy", "n"});
  CHECK(table_for_people(rank(groups, {.metric = "test_loss", .direction = Direction::minimize})).columns ==
        Keys{"rank", "model", "test_loss", "n"});
  CHECK(table_for_people(rank(groups, {.metric = "train_loss", .direction = Direction::minimize})).columns ==
        Keys{"rank", "model", "train_loss", "test_loss", "n"});
}

TEST_CASE("a full batch is shown by its word, other numbers stay numbers") {
  std::vector<Group> groups = {group_row("a", 0.1, {run_row(0, 0.5)}),
                               group_row("b", 0.1, {run_row(0, 0.4)})};
  groups[0].config.set("batch_size", tryall::Value(std::string("full")));
  const Table table = table_for_people(rank(groups, {}));
  CHECK(table.rows[0][1] == Cell("full"));
  CHECK(table.rows[1][1] == count_cell(128));
}

TEST_CASE("the table for programs has mean, deviation and count in columns of their own, exactly") {
  const auto groups = four();
  const Table table = table_for_programs(rank(groups, {}));
  Keys columns = {"rank", "group_key", "learning_rate", "n", "diverged"};
  for (const std::string& metric : tryall::train::metric_names())
    columns.insert(columns.end(),
                   {"mean_" + metric, "sd_" + metric, "ci_low_" + metric, "ci_high_" + metric});
  columns.insert(columns.end(), {"gap", "gap_low", "gap_high", "verdict", "seeds_needed"});
  CHECK(table.columns == columns);
  REQUIRE(table.rows.size() == 4);
  const auto& a = table.rows[1];
  CHECK(std::vector<Cell>(a.begin(), a.begin() + 5) ==
        std::vector<Cell>{count_cell(2), "a", 0.1, count_cell(2), count_cell(0)});
  const std::size_t mean = 5 + 4 * tryall::train::validation_accuracy;
  CHECK(std::get<double>(a[mean]) == Approx(0.6));
  CHECK(std::get<double>(a[mean + 1]) == Approx(std::sqrt(0.02)));
  CHECK(table.rows[0][mean + 1] == Cell());  // one seed has no deviation
  CHECK(table.rows[3][mean] == Cell());      // none that completed has no mean
  CHECK(table.rows[3][4] == count_cell(1));
}

TEST_CASE("the first rows alone are shown where that is asked for") {
  const auto groups = four();
  CHECK(table_for_people(rank(groups, {.top = 2})).rows.size() == 2);
  CHECK(table_for_programs(rank(groups, {.top = 2})).rows.size() == 2);
  CHECK(table_for_people(rank(groups, {.top = 9})).rows.size() == 4);
  CHECK(rank(groups, {.top = 2}).standings.size() == 4);
}

TEST_CASE("groups of other data are ranked apart, each against its own best") {
  std::vector<Group> groups;
  for (int i = 0; i < 6; ++i) {
    const double value = 0.5 + 0.05 * i;
    groups.push_back(group_row(std::string(1, static_cast<char>('a' + i)), 0.1 * (i + 1),
                               {run_row(0, value), run_row(1, value + 0.01), run_row(2, value + 0.02)}));
    groups.back().dataset_id = i % 2;
    groups.back().config.set("dataset", tryall::Choice{i % 2 ? "iris" : "digits", {}});
  }
  const Leaderboard board = rank(groups, {.top = 2});
  REQUIRE(board.families.size() == 2);
  CHECK(board.families[0].label == "digits");
  CHECK(board.families[1].compared == 3);
  CHECK(order(board) == Keys{"e", "c", "a", "f", "d", "b"});
  CHECK(board.standings[3].rank == 1);
  CHECK(board.standings[3].tie.mark == tryall::statistics::TieMark::best);
  CHECK(board.standings[4].tie.gap == Approx(-0.1));
  CHECK(board.shown() == std::vector<std::size_t>{0, 1, 3, 4});
  const Table table = table_for_people(board);
  CHECK(table.columns.front() == "family");
  CHECK(table.rows[2][0] == Cell("iris"));
}

TEST_CASE("losses of another kind are ranked apart, accuracies are not") {
  std::vector<Group> groups = {group_row("a", 0.1, {run_row(0, 0.5)}),
                               group_row("b", 0.2, {run_row(0, 0.4)})};
  groups[0].config.set("loss", tryall::Choice{"cross_entropy", {}});
  groups[1].config.set("loss", tryall::Choice{"mse", {}});
  const Leaderboard losses = rank(groups, {.metric = "test_loss", .direction = Direction::minimize});
  REQUIRE(losses.families.size() == 2);
  CHECK(losses.families[1].label.ends_with(", loss mse"));
  CHECK(rank(groups, {}).families.size() == 1);
}

TEST_CASE("a group without a value has no rank") {
  const std::vector<Group> groups = {group_row("a", 0.1, {diverged_row(0)}),
                                     group_row("b", 0.2, {diverged_row(0)})};
  for (const auto& standing : rank(groups, {}).standings) CHECK(standing.rank == 0);
}
