#include "../stored_three.hpp"
#include "catch.hpp"
#include "configs.hpp"

using tryall::reports::Cell;
using tryall::reports::count_cell;
using tryall::reports::Question;
using tryall::reports::Table;
using tryall::testing::StoredThree;

namespace {

using Row = std::vector<Cell>;
using Names = std::vector<std::string>;

const Names by_accuracy = {"validation_accuracy"};

}  // namespace

TEST_CASE("runs are listed best first, those that did not complete last") {
  const StoredThree three;
  Question question{.form = Question::Form::runs, .metrics = by_accuracy};
  const Table table = three.ask(question).table;
  CHECK(table.columns == Names{"run", "group_key", "optimizer", "learning_rate", "seed", "outcome",
                               "validation_accuracy", "test_accuracy"});
  REQUIRE(table.rows.size() == 5);
  CHECK(Row(table.rows[0].begin() + 2, table.rows[0].end()) ==
        Row{"sgd", 0.1, count_cell(0), "completed", 0.9, 0.9});
  CHECK(Row(table.rows[4].begin() + 2, table.rows[4].end()) ==
        Row{"sgd", 0.1, count_cell(1), "diverged", Cell(), Cell()});
  question.top = 2;
  CHECK(three.ask(question).table.rows.size() == 2);
  CHECK(three.ask(question).table.rows[1] == table.rows[1]);
  question.direction = tryall::train::Direction::minimize;
  CHECK(three.ask(question).table.rows[0][6] == Cell(0.5));
  question.for_people = true;
  CHECK(three.ask(question).table.columns[1] == "optimizer");
  CHECK(three.ask(question).table.rows[0][5] == Cell("50.00 %"));
  question.columns = {"run", "group_key"};
  const Row people = three.ask(question).table.rows[0];
  question.for_people = false;
  const Row programs = three.ask(question).table.rows[0];
  for (const std::size_t i : {0, 1}) {  // people type the first characters, programs get all
    const auto &shown = std::get<std::string>(people[i]), &whole = std::get<std::string>(programs[i]);
    CHECK(shown.size() == 12);
    CHECK(whole.size() == 32);
    CHECK(whole.starts_with(shown));
  }
}

TEST_CASE("runs are selected, shown by any column, and taken at an epoch") {
  const StoredThree three;
  Question question{
      .form = Question::Form::runs,
      .where = "outcome = 'completed' AND learning_rate = 0.1",
      .metrics = by_accuracy,
      .at_epoch = 1,
      .columns = {"epochs_done", "optimizer.beta1", "validation_accuracy", "epoch", "test_loss"}};
  const Table table = three.ask(question).table;
  REQUIRE(table.rows.size() == 3);
  CHECK(table.rows[0] == Row{count_cell(5), Cell(), 0.9 / 5, count_cell(1), Cell()});
  CHECK(table.rows[1] == Row{count_cell(5), 0.9, 0.7 / 5, count_cell(1), Cell()});
  question.at_epoch = 6;
  CHECK(three.ask(question).table.rows.empty());
  CHECK(three.ask(question).notes == Names{"left out: 3 runs that end before epoch 6"});
  question.columns = {"epochs_don"};
  CHECK(three.refused(question) ==
        "--columns epochs_don: unknown column 'epochs_don' (did you mean 'epochs_done'?)");
  question.columns.clear();
  question.seeds_min = 2;
  CHECK_THAT(three.refused(question), StartsWith("--seeds-min"));
}

TEST_CASE("curves are in long form, in the order of their groups") {
  const StoredThree three;
  Question question{
      .form = Question::Form::curves, .metrics = {"validation_accuracy", "train_loss"}, .top = 2};
  const Table table = three.ask(question).table;
  CHECK(table.columns == Names{"run", "group_key", "seed", "metric", "epoch", "value"});
  REQUIRE(table.rows.size() == 30);  // runs by metrics by epochs
  CHECK(Row(table.rows[0].begin() + 2, table.rows[0].end()) ==
        Row{count_cell(0), "validation_accuracy", count_cell(1), 0.8 / 5});
  CHECK(Row(table.rows[9].begin() + 2, table.rows[9].end()) ==
        Row{count_cell(0), "train_loss", count_cell(5), 0.8});
  question.metrics.clear();
  question.where = "outcome = 'diverged'";
  CHECK(three.ask(question).table.rows.size() == 1);
  CHECK(three.ask(question).table.rows[0].back() == Cell(7.5));
}
