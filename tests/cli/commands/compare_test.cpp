#include "trained_sweep.hpp"

using namespace tryall::testing;

TEST_CASE("compare says in a sentence what came out, then shows the settings and what it rests on") {
  const TrainedSweep trained("0..2");
  const Finished two =
      trained.run({"compare", "learning_rate=0.01", "learning_rate=0.1", "--where", "optimizer = 'sgd'"});
  CHECK(two.status == 0);
  CHECK(two.err == "");
  CHECK_THAT(two.out, StartsWith("learning_rate=0.1 beats learning_rate=0.01 by ") &&
                          ContainsSubstring("(paired t test over 3 seeds, p = ") &&
                          ContainsSubstring("\n\nlearning_rate=0.01  learning_rate=0.1  difference") &&
                          ContainsSubstring("\neffect: P(learning_rate=0.1 is better) = 1.00, Hedges' g = "));
}

TEST_CASE("compare ends with status 3 where the data do not suffice") {
  const TrainedSweep trained("0..2");
  const Finished few = trained.run({"compare", "optimizer=adam", "optimizer=sgd"});
  CHECK(few.status == 3);
  CHECK_THAT(few.out, ContainsSubstring("A test of signed ranks needs 6 or more."));
  const Finished none = trained.run({"compare", "optimizer=adam", "optimizer=rmsprop"});
  CHECK(none.status == 3);
  CHECK(none.err == "no run of rmsprop is stored\n");
  CHECK(none.out == "");
}

TEST_CASE("compare refuses what it does not know with status 2") {
  const TrainedSweep trained("0..2");
  const Finished value = trained.run({"compare", "optimizer=adm", "optimizer=sgd"});
  CHECK(value.status == 2);
  CHECK_THAT(value.err, StartsWith("optimizer=adm: unknown optimizer 'adm' (did you mean 'adam'?"));
  const Finished axis = trained.run({"compare", "optimiser=adam", "optimizer=sgd"});
  CHECK(axis.status == 2);
  CHECK_THAT(axis.err, ContainsSubstring("did you mean 'optimizer'?"));
  CHECK(trained.run({"compare", "optimizer=adam"}).status == 2);
}

TEST_CASE("compare gives programs the settings as CSV or everything as JSON") {
  const TrainedSweep trained("0..2");
  const std::vector<std::string> sides = {"compare", "optimizer=adam", "optimizer=sgd", "--format"};
  auto as_csv = sides, as_json = sides;
  as_csv.emplace_back("csv");
  as_json.emplace_back("json");
  CHECK_THAT(trained.run(as_csv).out, StartsWith("setting,group_a,group_b,"));
  CHECK_THAT(trained.run(as_json).out,
             StartsWith("{\n  \"sentence\": \"adam and sgd cannot be distinguished"));
}

TEST_CASE("confirm runs the best groups again on fresh seeds, once") {
  const TrainedSweep trained("0..2");
  const Finished first = trained.run({"confirm", "--top", "2", "--seeds", "3"});
  INFO(first.err);
  CHECK(first.status == 0);
  CHECK_THAT(first.err,
             StartsWith("tiny-confirm: 6 runs in 2 groups of 3 seeds; 0 stored already; 6 to train") &&
                 ContainsSubstring("mean change of validation_accuracy on 3 fresh seeds: "));
  CHECK_THAT(first.out, StartsWith("rank  ") && ContainsSubstring("selected") && ContainsSubstring("fresh"));
  const Finished seeds = trained.run(
      {"query", "--format", "csv", "--sql", "SELECT DISTINCT seed FROM v_runs WHERE seed > 2 ORDER BY 1"});
  CHECK(seeds.out == "seed\n3\n4\n5\n");
  const Finished groups =
      trained.run({"query", "--format", "csv", "--sql", "SELECT count(*) AS n FROM v_groups"});
  CHECK(groups.out == "n\n4\n");  // the same groups, not others
  const Finished again = trained.run({"confirm", "--top", "2", "--seeds", "3"});
  CHECK_THAT(again.err, ContainsSubstring("6 stored already; 0 to train"));
  CHECK(again.out == first.out);
}

TEST_CASE("a run's closing table marks what is not told from the best and explains the marks") {
  const TrainedSweep trained("0..2");
  const Finished again = trained.run({"run", "tiny.json", "--set", "seed=0..2"});
  CHECK_THAT(again.err, ContainsSubstring("best: validation_accuracy ") &&
                            ContainsSubstring("for all 4 groups together (step-down max-t test)\n"));
}

TEST_CASE("compare and query keep apart what cannot be compared") {
  const TemporaryFolder folder;
  folder.write("s.json", R"({"name": "s", "base": {"model": "linear", "epochs": 1, "batch_size": 16},
    "axes": {"dataset": ["iris", "wine"], "loss": ["cross_entropy", "mse"], "learning_rate": [0.01, 0.1], "seed": {"count": 3}}})");
  REQUIRE(run_tryall({"run", "s.json", "-q"}, folder.path()).status == 0);
  const auto refusal = [&](const std::vector<std::string>& words) {
    const Finished finished = run_tryall(words, folder.path());
    CHECK(finished.status == 2);
    CHECK(finished.out == "");
    return finished.err;
  };
  CHECK_THAT(refusal({"compare", "dataset=iris", "dataset=wine"}),
             StartsWith("iris and wine: values of validation_accuracy cannot be compared"));
  CHECK_THAT(refusal({"compare", "loss=mse", "loss=cross_entropy", "--metric", "test_loss"}),
             ContainsSubstring("cannot be compared"));
  CHECK_THAT(refusal({"compare", "learning_rate=0.01", "learning_rate=0.1", "--metric", "test_loss"}),
             ContainsSubstring("cannot be joined in one test of test_loss; select one by --where"));
  CHECK_THAT(refusal({"query", "--pivot", "loss,learning_rate"}),
             ContainsSubstring("iris and wine; select some by --where"));
  // differences of shares are joined over data sets, and losses of one data set and one kind compared
  CHECK(run_tryall({"compare", "learning_rate=0.01", "learning_rate=0.1"}, folder.path()).status != 2);
  CHECK(run_tryall({"compare", "learning_rate=0.01", "learning_rate=0.1", "--metric", "test_loss", "--where",
                    "dataset = 'iris' AND loss = 'mse'"},
                   folder.path())
            .status == 0);
  CHECK_THAT(run_tryall({"query", "--group-by", "learning_rate"}, folder.path()).out,
             StartsWith("family") && ContainsSubstring("\niris ") && ContainsSubstring("\nwine "));
  REQUIRE(
      run_tryall({"run", "s.json", "-q", "--db", "one.db", "--set", "dataset=iris"}, folder.path()).status ==
      0);
  const Finished losses = run_tryall({"query", "--db", "one.db", "--metric", "test_loss"}, folder.path());
  CHECK(losses.status == 0);
  CHECK_THAT(losses.out, ContainsSubstring("iris, loss mse"));
}
