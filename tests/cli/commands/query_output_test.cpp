#include <nlohmann/json.hpp>

#include "trained_sweep.hpp"

using namespace tryall::testing;

TEST_CASE("query pivots, however the two axes are written") {
  const TrainedSweep trained;
  const Finished words = trained.query({"--pivot", "optimizer", "x", "learning_rate", "--format", "csv"});
  CHECK(words.status == 0);
  CHECK_THAT(words.out, StartsWith("optimizer,learning_rate=0.01,learning_rate=0.1\nadam,0.") &&
                            ContainsSubstring("\nsgd,0."));
  CHECK(trained.query({"--pivot", "optimizer,learning_rate", "--format", "csv"}).out == words.out);
  CHECK(trained.query({"--pivot", "optimizer x learning_rate", "--format", "csv"}).out == words.out);
  CHECK(trained.query({"--pivot", "optimizer", "x", "lerning_rate"}).err ==
        "--pivot lerning_rate: unknown axis 'lerning_rate' (did you mean 'learning_rate'?)\n");
  CHECK(trained.query({"--pivot", "optimizer"}).status == 2);
}

TEST_CASE(
    "query takes values at an epoch and leaves groups of few seeds out, and says so apart from the rows") {
  const TrainedSweep trained;
  const Finished first = trained.query({"--at-epoch", "1", "--format", "json"});
  CHECK(first.err == "");
  const auto rows = nlohmann::json::parse(first.out);
  CHECK(rows.size() == 4);
  CHECK(rows[0].at("epoch") == 1);
  const Finished third = trained.query({"--at-epoch", "3", "--format", "csv"});
  CHECK(third.status == 0);
  CHECK(third.err == "left out: 4 groups with runs that end before epoch 3\n");
  CHECK(trained.query({"--seeds-min", "3"}).err == "left out: 4 groups with fewer than 3 seeds\n");
  CHECK_THAT(trained.query({"--seeds-min", "2"}).err, !ContainsSubstring("left out"));
}

TEST_CASE("query lists runs and curves, and only one form at a time") {
  const TrainedSweep trained;
  const Finished runs = trained.query({"--runs", "--top", "3", "--columns", "run,seed,test_loss", "--metric",
                                       "test_loss", "--direction", "maximize", "--format", "json"});
  const auto rows = nlohmann::json::parse(runs.out);
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].at("test_loss") > rows[2].at("test_loss"));
  CHECK(rows[0].size() == 3);
  const Finished curves =
      trained.query({"--curves", "--top", "1", "--metric", "train_loss", "--format", "csv"});
  CHECK_THAT(curves.out, StartsWith("run,group_key,seed,metric,epoch,value\n"));
  CHECK(std::count(curves.out.begin(), curves.out.end(), '\n') == 1 + 2 * 2);
  CHECK(trained.query({"--runs", "--curves"}).status == 2);
  CHECK(trained.query({"--runs", "--group-by", "init"}).status == 2);
  CHECK(trained.query({"--direction", "up"}).err == "unknown direction 'up' (known: maximize, minimize)\n");
}

TEST_CASE("query writes a file in the form its name asks for, and says what it wrote") {
  const TrainedSweep trained;
  const auto write = [&](const char* file) {
    const Finished finished = trained.query({"--group-by", "optimizer", "--output", file});
    CHECK(finished.out == "");
    CHECK(finished.err == std::string("wrote ") + file + ": 2 rows\n");
    return trained.written(file);
  };
  CHECK(write("rows.csv") == trained.query({"--group-by", "optimizer", "--format", "csv"}).out);
  CHECK(write("rows.json") == trained.query({"--group-by", "optimizer", "--format", "json"}).out);
  CHECK(write("rows.md") == trained.query({"--group-by", "optimizer", "--format", "md"}).out);
  CHECK(write("rows.txt") == trained.query({"--group-by", "optimizer"}).out);
  CHECK_THAT(write("rows.npz"), StartsWith("PK") && ContainsSubstring("optimizer.npy"));
  CHECK(trained.query({"--columns", "n,mean_test_loss", "--format", "npy", "-o", "x"}).status == 0);
  CHECK_THAT(trained.written("x"),
             StartsWith("\x93NUMPY") && ContainsSubstring("'<f8'") && ContainsSubstring("'shape': (4, 2)"));
}

TEST_CASE("query refuses to write text as numbers, bytes to a terminal, and a place that is not there") {
  const TrainedSweep trained;
  const Finished text = trained.query({"-o", "rows.npy"});
  CHECK(text.status == 2);
  CHECK_THAT(text.err, StartsWith("--format npy holds only numbers, but column 'group_key' has text"));
  CHECK_FALSE(std::filesystem::exists(trained.folder / "rows.npy"));
  CHECK(trained.query({"--format", "npz"}).err == "--format npz: name a file with --output rows.npz\n");
  const Finished nowhere = trained.query({"--output", "no/such/folder.csv"});
  CHECK(nowhere.status == 4);
  CHECK_THAT(nowhere.err, StartsWith("no/such/folder.csv: cannot write: "));
}

TEST_CASE("query reads SQL from standard input") {
  const TrainedSweep trained;
  const Finished finished =
      run_tryall({"query", "--sql", "-", "--format", "csv"},
                 {.folder = trained.folder.path(),
                  .before = {"bash", "-c", "echo 'SELECT count(*) AS n FROM v_runs' | \"$@\"", "bash"}});
  CHECK(finished.out == "n\n8\n");
  CHECK(finished.status == 0);
  CHECK(trained.query({"--sql", "-"}).err == "--sql: there is no statement in it\n");
}

// The reader closes its end before the program begins to write; where SIGPIPE is ignored the error is the
// same.
TEST_CASE("query ends quietly when nobody reads any more") {
  const TrainedSweep trained;
  for (const std::string trap : {"", "trap '' PIPE; "}) {
    const Finished finished = run_tryall(
        {"query"}, {.folder = trained.folder.path(),
                    .before = {"bash", "-c",
                               "rm -f go; mkfifo go; { " + trap +
                                   "read -r < go; \"$@\"; echo $? > status; } | { exec 0<&-; echo > go; }; "
                                   "cat status",
                               "bash"}});
    CHECK((finished.out == "141\n" || finished.out == "0\n"));
    CHECK(finished.err == "");
  }
}

TEST_CASE("no colours are written where nobody sees them") {
  const TrainedSweep trained;
  CHECK_THAT(trained.query({}).out, !ContainsSubstring("\x1b"));
}
