#include <cmath>

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
constexpr auto combinations = Question::Form::combinations;

Question by(std::vector<std::string> axes, bool for_people = false) {
  return {.form = combinations,
          .metrics = {"validation_accuracy"},
          .axes = std::move(axes),
          .for_people = for_people};
}

}  // namespace

TEST_CASE("groups that agree on an axis are one row, in the order of their best groups") {
  const Table table = StoredThree().ask(by({"optimizer"}, true)).table;
  CHECK(table.columns == std::vector<std::string>{"optimizer", "groups", "runs", "diverged",
                                                  "best_validation_accuracy", "mean_validation_accuracy",
                                                  "best_n"});
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0] ==
        Row{"adam", count_cell(2), count_cell(3), count_cell(0), "80.00 %", "70.00 %", count_cell(1)});
  CHECK(table.rows[1] == Row{"sgd", count_cell(1), count_cell(2), count_cell(1), "90.00 % (1 of 2 diverged)",
                             "90.00 %", count_cell(2)});
}

TEST_CASE("programs get the best group's mean and deviation over its own seeds, and the mean of means") {
  const Table table = StoredThree().ask(by({"learning_rate"})).table;
  CHECK(table.columns ==
        std::vector<std::string>{"learning_rate", "groups", "runs", "diverged", "best_validation_accuracy",
                                 "best_sd_validation_accuracy", "best_ci_low_validation_accuracy",
                                 "best_ci_high_validation_accuracy", "mean_validation_accuracy", "best_n"});
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0] == Row{0.2, count_cell(1), count_cell(1), count_cell(0), 0.8, Cell(), Cell(), Cell(),
                             0.8, count_cell(1)});
  CHECK(table.rows[1][0] == Cell(0.1));
  CHECK(table.rows[1][1] == count_cell(2));
  CHECK(std::get<double>(table.rows[1][4]) == Approx(0.6));  // adam comes before sgd, which diverged
  CHECK(std::get<double>(table.rows[1][5]) == Approx(std::sqrt(0.02)));  // over adam's two seeds
  CHECK(std::get<double>(table.rows[1][8]) == Approx(0.75));             // of 0.6 and 0.9
}

TEST_CASE("several axes make a row for each combination there is") {
  const Table table = StoredThree().ask(by({"learning_rate", "optimizer"})).table;
  REQUIRE(table.rows.size() == 3);
  CHECK(Row(table.rows[0].begin(), table.rows[0].begin() + 2) == Row{0.2, "adam"});
  CHECK(Row(table.rows[1].begin(), table.rows[1].begin() + 2) == Row{0.1, "adam"});
  CHECK(Row(table.rows[2].begin(), table.rows[2].begin() + 2) == Row{0.1, "sgd"});
}

TEST_CASE("a setting of choices is an axis by either of its names, empty where the choice has none") {
  const StoredThree three;
  for (const char* name : {"optimizer.beta1", "optimizer_beta1"}) {
    const Table table = three.ask(by({name})).table;
    CHECK(table.columns.front() == name);
    REQUIRE(table.rows.size() == 2);
    CHECK(table.rows[0][0] == Cell(0.9));
    CHECK(table.rows[1][0] == Cell());
  }
}

TEST_CASE("an axis on which all agree makes one row") {
  const Table table = StoredThree().ask(by({"epochs"})).table;
  REQUIRE(table.rows.size() == 1);
  CHECK(table.rows[0][0] == count_cell(5));
  CHECK(table.rows[0][1] == count_cell(3));
}

TEST_CASE("the smallest mean is best where the metric is minimized, or where that is asked for") {
  const StoredThree three;
  Question question = by({"learning_rate"});
  question.metrics = {"test_loss"};
  CHECK(three.ask(question).table.columns[4] == "best_test_loss");
  CHECK(three.ask(question).table.rows[0][0] == Cell(0.1));
  question.direction = tryall::train::Direction::maximize;
  CHECK(three.ask(question).table.rows[0][0] == Cell(0.2));
}

TEST_CASE("several metrics stand side by side, of the group that is best in the first") {
  Question question = by({"optimizer"});
  question.metrics = {"validation_accuracy", "test_loss"};
  const Table table = StoredThree().ask(question).table;
  CHECK(table.columns ==
        std::vector<std::string>{"optimizer", "groups", "runs", "diverged", "best_validation_accuracy",
                                 "best_sd_validation_accuracy", "best_ci_low_validation_accuracy",
                                 "best_ci_high_validation_accuracy", "mean_validation_accuracy",
                                 "best_test_loss", "best_sd_test_loss", "best_ci_low_test_loss",
                                 "best_ci_high_test_loss", "mean_test_loss", "best_n"});
  CHECK(table.rows[0][9] == Cell(0.8));
  CHECK(std::get<double>(table.rows[0][13]) == Approx(0.7));
}

TEST_CASE("where all of a row diverged there is no value, and no more rows are shown than asked for") {
  const StoredThree three;
  Question question = by({"optimizer"}, true);
  question.where = "optimizer = 'adam' OR (optimizer = 'sgd' AND seed = 1)";
  const Table people = three.ask(question).table;
  REQUIRE(people.rows.size() == 2);
  CHECK(people.rows[1] ==
        Row{"sgd", count_cell(1), count_cell(1), count_cell(1), "diverged", "-", count_cell(1)});
  question.for_people = false;
  CHECK(three.ask(question).table.rows[1] == Row{"sgd", count_cell(1), count_cell(1), count_cell(1), Cell(),
                                                 Cell(), Cell(), Cell(), Cell(), count_cell(1)});
  question.top = 1;
  CHECK(three.ask(question).table.rows.size() == 1);
}

TEST_CASE("an unknown axis is refused with the nearest") {
  const StoredThree three;
  CHECK(three.refused(by({"init", "optimzer"})) ==
        "--group-by optimzer: unknown axis 'optimzer' (did you mean 'optimizer'?)");
  CHECK(three.refused(by({"optimizer.bta1"})) ==
        "--group-by optimizer.bta1: unknown axis 'optimizer.bta1' (did you mean 'optimizer.beta1'?)");
  CHECK_THAT(three.refused(by({"seed"})), StartsWith("--group-by seed: unknown axis 'seed'"));
}

TEST_CASE("nothing grouped is a table without rows, and a note") {
  Question question = by({"optimizer"});
  question.where = "0";
  const auto answer = StoredThree().ask(question);
  CHECK(answer.table.rows.empty());
  CHECK(answer.notes == std::vector<std::string>{"no run matches"});
}

TEST_CASE("a pivot has one axis down and one across, in the order of their values") {
  Question question = by({"optimizer", "learning_rate"});
  question.form = Question::Form::pivot;
  const StoredThree three;
  const Table table = three.ask(question).table;
  CHECK(table.columns == std::vector<std::string>{"optimizer", "learning_rate=0.1", "learning_rate=0.2"});
  REQUIRE(table.rows.size() == 2);
  CHECK(std::get<double>(table.rows[0][1]) == Approx(0.6));
  CHECK(table.rows[0][2] == Cell(0.8));
  CHECK(table.rows[1] == Row{"sgd", 0.9, Cell()});
  question.for_people = true;
  const Table people = three.ask(question).table;
  CHECK(people.rows[0] == Row{"adam", "60.00 %", "80.00 %"});
  CHECK(people.rows[1] == Row{"sgd", "90.00 % (1 of 2 diverged)", Cell()});
  CHECK(three.ask(question).notes ==
        std::vector<std::string>{"each cell: validation_accuracy of the best of its groups"});
  question.where = "optimizer = 'sgd' AND seed = 1";
  CHECK(three.ask(question).table.rows == std::vector<Row>{{"sgd", "diverged"}});
}

TEST_CASE("a pivot's cell is the best of its groups") {
  Question question = by({"epochs", "model"});
  question.form = Question::Form::pivot;
  CHECK(StoredThree().ask(question).table.rows == std::vector<Row>{{count_cell(5), 0.8}});
}

TEST_CASE("a pivot of other than two axes, of two metrics or of some rows is refused") {
  const StoredThree three;
  Question question = by({"optimizer"});
  question.form = Question::Form::pivot;
  CHECK_THAT(three.refused(question), StartsWith("--pivot takes two axes"));
  question.axes = {"optimizer", "lerning_rate"};
  CHECK(three.refused(question) ==
        "--pivot lerning_rate: unknown axis 'lerning_rate' (did you mean 'learning_rate'?)");
  question.axes = {"optimizer", "learning_rate"};
  question.top = 2;
  CHECK_THAT(three.refused(question), ContainsSubstring("leave out --top"));
  question.top = 0;
  question.metrics = {"test_loss", "test_accuracy"};
  CHECK_THAT(three.refused(question), ContainsSubstring("one metric"));
}

TEST_CASE("rows whose best group is not told from that of the first are marked") {
  tryall::testing::StoredSweeps stored;
  stored.train(
      R"({"name": "ties", "axes": {"optimizer": ["adam", "sgd", "momentum"], "seed": {"count": 5}}})",
      [](const tryall::Config& config, std::uint64_t seed, const auto&) {
        const double noise = 0.01 * tryall::testing::score(config, seed);
        return tryall::testing::completed_run((config.choice("optimizer").name == "sgd" ? 0.3 : 0.5) + noise);
      });
  const auto answer = ask(stored.open(), by({"optimizer"}, true));
  CHECK(answer.table.columns.back().empty());
  REQUIRE(answer.table.rows.size() == 3);
  CHECK(answer.table.rows[0].back() == Cell("best"));
  CHECK(answer.table.rows[1].back() == Cell("="));
  CHECK(answer.table.rows[2].back() == Cell());
  CHECK_THAT(answer.notes.front(),
             StartsWith("=: the row's best group is statistically tied with the best of all") &&
                 ContainsSubstring("all 3 groups together"));
}
