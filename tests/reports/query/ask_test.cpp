#include <cmath>

#include "../stored_three.hpp"
#include "catch.hpp"
#include "configs.hpp"
#include "tryall/reports/query/leaderboard.hpp"

using tryall::reports::Cell;
using tryall::reports::count_cell;
using tryall::reports::Question;
using tryall::reports::Table;
using tryall::reports::table_for_people;
using tryall::reports::table_for_programs;
using tryall::testing::completed_run;
using tryall::testing::diverged_run;
using tryall::testing::StoredSweeps;
using tryall::testing::StoredThree;

namespace {

using Row = std::vector<Cell>;
using Names = std::vector<std::string>;

const Names accuracy = {"validation_accuracy"};

}  // namespace

TEST_CASE("the leaderboard of a question is that of all its groups, cut") {
  const StoredThree three;
  const auto groups = three.store().groups({});
  const auto board = tryall::testing::rank(groups, {.metric = "validation_accuracy"});
  CHECK(three.ask({.metrics = accuracy}).table.rows == table_for_programs(board).rows);
  CHECK(three.ask({.metrics = accuracy, .for_people = true}).table.rows == table_for_people(board).rows);
  const Table top = three.ask({.metrics = accuracy, .top = 2}).table;
  CHECK(top.columns == table_for_programs(board).columns);
  REQUIRE(top.rows.size() == 2);
  CHECK(top.rows[1] == table_for_programs(board).rows[1]);
}

TEST_CASE("a question can be put to a store's file") {
  const StoredThree three;
  CHECK(tryall::reports::ask(three.file(), {.top = 1}).table.rows.size() == 1);
}

TEST_CASE("without a metric the last sweep's objective ranks, or that of the sweep asked for") {
  StoredSweeps stored;
  stored.train(R"({"name": "first", "objective": {"metric": "test_loss"}})");
  stored.train(R"({"name": "second", "axes": {"learning_rate": [0.1, 0.2]}})");
  const auto& store = stored.open();
  CHECK(tryall::reports::ask(store, {.for_people = true}).table.columns[2] == "validation_accuracy");
  const Table first = tryall::reports::ask(store, {.sweep = "first", .for_people = true}).table;
  CHECK(first.columns[2] == "test_loss");
  CHECK(first.rows.size() == 1);
}

TEST_CASE("of many groups the best few are the first of all, ties by key") {
  StoredSweeps stored;
  stored.train(R"({"name": "ties", "axes": {"learning_rate": {"linear": [0.01, 0.4, 40]}, "seed": [0, 1]}})",
               [](const tryall::Config& config, std::uint64_t seed, const auto&) {
                 const auto step = std::lround(config.number("learning_rate") * 100);
                 if (step % 7 == 0 && seed == 1) return diverged_run();
                 return completed_run(static_cast<double>(step % 3) / 10, 2);
               });
  const auto& store = stored.open();
  const Table all = tryall::reports::ask(store, {}).table;
  CHECK(all.rows.size() == 40);
  for (const std::size_t top : {1, 5, 12, 13, 36, 39, 40, 41}) {
    INFO(top);
    const Table some = tryall::reports::ask(store, {.top = top}).table;
    REQUIRE(some.rows.size() == std::min<std::size_t>(top, 40));
    CHECK(std::equal(some.rows.begin(), some.rows.end(), all.rows.begin()));
  }
}

TEST_CASE("columns are shown as they are asked for") {
  const StoredThree three;
  Question question{.metrics = accuracy,
                    .columns = {"n", "optimizer.beta1", "sd_test_loss", "optimizer", "validation_accuracy"}};
  const Table table = three.ask(question).table;
  CHECK(table.columns == question.columns);
  CHECK(table.rows[0] == Row{count_cell(1), 0.9, Cell(), "adam", 0.8});
  CHECK(table.rows[2] == Row{count_cell(2), Cell(), Cell(), "sgd", 0.9});
  question.for_people = true;
  CHECK(three.ask(question).table.rows[0].back() == Cell("80.00 %"));
  question.columns = {"optimzer"};
  CHECK(three.refused(question) ==
        "--columns optimzer: unknown column 'optimzer' (did you mean 'optimizer'?)");
  question.columns = {"mean_test_los"};
  CHECK_THAT(three.refused(question), ContainsSubstring("(did you mean 'mean_test_loss'?)"));
  question.columns = {"everything"};
  CHECK(three.refused(question) ==
        "--columns everything: unknown column 'everything'; see: tryall list axes, tryall list metrics");
  question.form = Question::Form::curves;
  CHECK_THAT(three.refused(question), StartsWith("--columns is for groups and --runs"));
}

TEST_CASE("further metrics stand beside the first") {
  const Table table =
      StoredThree().ask({.metrics = {"test_loss", "train_accuracy"}, .for_people = true}).table;
  CHECK(table.columns ==
        Names{"rank", "optimizer", "learning_rate", "test_loss", "train_accuracy", "n", "diverged"});
}

TEST_CASE("groups of fewer seeds are left out and counted") {
  const StoredThree three;
  const auto answer = three.ask({.metrics = accuracy, .seeds_min = 2});
  CHECK(answer.table.rows.size() == 2);
  CHECK(answer.notes == Names{"left out: 1 group with fewer than 2 seeds"});
  CHECK(three.ask({.metrics = accuracy, .seeds_min = 9}).notes ==
        Names{"left out: 3 groups with fewer than 9 seeds"});
}

TEST_CASE("a condition on results selects whole groups, so that bad runs count as well, and it is said") {
  const StoredThree three;
  const auto all = three.ask({.metrics = accuracy});
  const auto some = three.ask({.where = "validation_accuracy > 0.85", .metrics = accuracy});
  REQUIRE(some.table.rows.size() == 1);  // sgd: 0.9, and one that diverged
  const auto n = static_cast<std::size_t>(
      std::find(some.table.columns.begin(), some.table.columns.end(), "n") - some.table.columns.begin());
  CHECK(some.table.rows[0][n] == count_cell(2));
  CHECK(some.table.rows[0][n + 1] == count_cell(1));
  CHECK(some.notes.front() ==
        "--where depends on results, so whole groups are shown: the 1 group with a matching run, ranked "
        "among all 3");
  CHECK(three.ask({.where = "optimizer = 'sgd' AND seed = 0", .metrics = accuracy}).table.rows[0][n] ==
        count_cell(1));
  CHECK(three.ask({.form = Question::Form::runs, .where = "validation_accuracy > 0.85", .metrics = accuracy})
            .table.rows.size() == 1);
  CHECK(all.table.rows.size() == 3);
}

TEST_CASE("at an epoch the values are the curves', and a diverged run still counts against its group") {
  const StoredThree three;
  const auto answer = three.ask({.metrics = accuracy, .at_epoch = 2, .for_people = true});
  REQUIRE(answer.notes.size() == 2);
  CHECK_THAT(answer.notes[0], StartsWith("fewer than 3 seeds per group: no intervals and no tests"));
  CHECK_THAT(answer.notes[1], StartsWith("1 of 5 runs diverged or failed"));
  CHECK(answer.table.columns ==
        Names{"rank", "optimizer", "learning_rate", "epoch", "validation_accuracy", "n", "diverged"});
  REQUIRE(answer.table.rows.size() == 3);
  CHECK(answer.table.rows[0] ==
        Row{count_cell(1), "adam", 0.2, count_cell(2), "32.00 %", count_cell(1), Cell()});
  CHECK(answer.table.rows[2] ==
        Row{count_cell(3), "sgd", 0.1, count_cell(2), "36.00 %", count_cell(2), count_cell(1)});
  const Table combined = three
                             .ask({.form = Question::Form::combinations,
                                   .metrics = accuracy,
                                   .at_epoch = 5,
                                   .axes = {"optimizer"}})
                             .table;
  CHECK(combined.rows[0][4] == Cell(0.8));
}

TEST_CASE("groups whose runs are shorter than the epoch are left out and counted") {
  StoredSweeps stored;
  stored.train(
      R"({"name": "lengths", "axes": {"epochs": [2, 4], "learning_rate": [0.1, 0.2], "seed": [0, 1]}})",
      [](const tryall::Config& config, std::uint64_t seed, const auto&) {
        if (config.number("learning_rate") == 0.2 && epochs_of(config) == 2) return diverged_run();
        const bool stopped = config.number("learning_rate") == 0.2 && seed == 1;
        return completed_run(0.5, stopped ? 2 : epochs_of(config));
      });
  const auto& store = stored.open();
  const auto answer = tryall::reports::ask(store, {.metrics = accuracy, .at_epoch = 3});
  CHECK(answer.table.rows.size() == 1);
  CHECK(answer.notes == Names{"left out: 3 groups with runs that end before epoch 3"});
  CHECK(tryall::reports::ask(store, {.metrics = accuracy, .at_epoch = 2}).table.rows.size() == 4);
}

TEST_CASE("an epoch that makes no sense is refused") {
  const StoredThree three;
  CHECK_THAT(
      three.refused({.metrics = {"test_accuracy"}, .at_epoch = 2}),
      StartsWith("--at-epoch: test_accuracy is measured only at the end; measured each epoch: train_loss, "));
  CHECK(three.refused({.metrics = accuracy, .at_epoch = 0}) == "--at-epoch: epochs are counted from 1");
  CHECK_THAT(three.refused({.form = Question::Form::curves, .at_epoch = 2}),
             StartsWith("--curves shows every"));
}

TEST_CASE("a condition that SQLite does not accept is refused, whatever is asked") {
  const StoredThree three;
  for (const auto form : {Question::Form::groups, Question::Form::runs, Question::Form::curves})
    CHECK(three.refused({.form = form, .where = "optimzer = 'adam'", .metrics = accuracy}) ==
          "--where \"optimzer = 'adam'\": no such column: optimzer (did you mean 'optimizer'?)");
}

TEST_CASE("groups that differ in a setting alone differ on its axis") {
  StoredSweeps stored;
  stored.train(R"({"name": "settings", "axes": {"optimizer": [{"name": "adam", "beta1": [0.9, 0.8]}]}})");
  const Table table = tryall::reports::ask(stored.open(), {.metrics = accuracy}).table;
  CHECK(table.columns[2] == "optimizer");
  CHECK(table.columns[3] == "n");
}

TEST_CASE("a config that is stored without an axis has it at its default") {
  StoredSweeps stored;
  stored.train(R"({"name": "older", "axes": {"learning_rate": [0.1, 0.2, 0.3], "mixup": [0, 0.5]}})");
  {
    SQLite::Database writable(stored.file().string(), SQLite::OPEN_READWRITE);
    writable.exec("UPDATE groups SET config = json_remove(config, '$.max_norm') WHERE id = 2");
    writable.exec("UPDATE groups SET config = json_remove(config, '$.mixup') WHERE id % 2 = 1");
    writable.exec("UPDATE groups SET config = json_set(config, '$.mixup', 0.0) WHERE id = 2");
    writable.exec("DELETE FROM runs WHERE group_id > 3; DELETE FROM results WHERE group_id > 3");
  }
  const auto& store = stored.open();
  const Table table = tryall::reports::ask(store, {.metrics = accuracy}).table;
  CHECK(table.columns[2] == "learning_rate");
  CHECK(table.columns[3] == "n");
  const Table grouped =
      tryall::reports::ask(store,
                           {.form = Question::Form::combinations, .metrics = accuracy, .axes = {"mixup"}})
          .table;
  REQUIRE(grouped.rows.size() == 1);
  CHECK(grouped.rows[0][0] == Cell(0.0));
}
