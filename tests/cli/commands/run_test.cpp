#include <csignal>

#include "catch.hpp"
#include "program.hpp"
#include "sweeps.hpp"
#include "temporary_folder.hpp"
#include "watch_store.hpp"

using namespace tryall::testing;

namespace {

/// Long enough to be stopped half-way.
const std::string interrupted_sweep = R"({
  "base": {"model": {"name": "mlp", "hidden": [128]}, "epochs": )" +
                                      epochs_text(30) + R"(},
  "axes": {"optimizer": ["sgd", "momentum", "adam"], "learning_rate": [0.01, 0.1], "seed": {"count": 4}}
})";

}  // namespace

TEST_CASE("a sweep is trained, stored and shown, and not trained again") {
  const TemporaryFolder folder;
  folder.write("tiny.json", tiny_sweep);
  const Finished first = run_tryall({"run", "tiny.json"}, folder.path());
  INFO(first.err);
  REQUIRE(first.status == 0);
  CHECK_THAT(first.err,
             ContainsSubstring("tiny: 8 runs in 4 groups of 2 seeds; 0 stored already; 8 to train"));
  CHECK_THAT(first.err, ContainsSubstring("done: 8 of 8 runs; 8 trained now"));
  CHECK_THAT(first.out, StartsWith("rank  optimizer  learning_rate  validation_accuracy"));
  const std::string before = fingerprint_of(folder.path(), "tryall.db");

  const Finished second = run_tryall({"run", "tiny.json"}, folder.path());
  REQUIRE(second.status == 0);
  CHECK_THAT(second.err, ContainsSubstring("8 stored already; 0 to train"));
  CHECK_THAT(second.err, ContainsSubstring("0 trained now"));
  CHECK(second.out == first.out);
  CHECK(fingerprint_of(folder.path(), "tryall.db") == before);
}

TEST_CASE("a wider grid trains only what is missing") {
  const TemporaryFolder folder;
  folder.write("tiny.json", tiny_sweep);
  REQUIRE(run_tryall({"run", "tiny.json"}, folder.path()).status == 0);
  const Finished wider = run_tryall(
      {"run", "tiny.json", "--set", "optimizer=sgd,adam,momentum", "--set", "seed=0..2"}, folder.path());
  CHECK(wider.status == 0);
  CHECK_THAT(wider.err, ContainsSubstring("18 runs in 6 groups of 3 seeds; 8 stored already; 10 to train"));
}

TEST_CASE("the number of workers makes no difference to any stored result") {
  const TemporaryFolder folder;
  folder.write("tiny.json", tiny_sweep);
  for (const char* jobs : {"1", "2", "8"})
    REQUIRE(run_tryall({"run", "tiny.json", "--jobs", jobs, "--db", std::string(jobs) + ".db"}, folder.path())
                .status == 0);
  CHECK(fingerprint_of(folder.path(), "1.db") == fingerprint_of(folder.path(), "2.db"));
  CHECK(fingerprint_of(folder.path(), "1.db") == fingerprint_of(folder.path(), "8.db"));
}

TEST_CASE("a sweep that is interrupted keeps what it finished and goes on to the same results") {
  const TemporaryFolder folder;
  folder.write("long.json", interrupted_sweep);
  const int signal = GENERATE(SIGINT, SIGTERM);
  Program program({"run", "long.json", "--jobs", "2"}, {.folder = folder.path()});
  REQUIRE(wait_until([&] { return stored_runs(folder / "tryall.db") >= 3; }));
  program.send(signal);
  const Finished stopped = program.wait();
  const int kept = stored_runs(folder / "tryall.db");
  INFO(stopped.err);
  CHECK(stopped.status == 130);
  CHECK_THAT(stopped.err, ContainsSubstring("stopped after " + std::to_string(kept) + " runs, all stored"));
  CHECK_THAT(stopped.err, ContainsSubstring("Go on with: tryall run long.json"));
  CHECK(kept < 24);

  const Finished resumed = run_tryall({"run", "long.json"}, folder.path());
  CHECK(resumed.status == 0);
  CHECK_THAT(resumed.err, ContainsSubstring(std::to_string(kept) + " stored already"));
  REQUIRE(run_tryall({"run", "long.json", "--db", "undisturbed.db", "--jobs", "1"}, folder.path()).status ==
          0);
  CHECK(fingerprint_of(folder.path(), "tryall.db") == fingerprint_of(folder.path(), "undisturbed.db"));
}

TEST_CASE("a diverging run is stored as such, counted, and ranked last") {
  const TemporaryFolder folder;
  folder.write("wild.json", R"({"base": {"model": "softmax", "optimizer": "sgd", "epochs": 2},
                                "axes": {"learning_rate": [0.1, 1e38]}})");
  const Finished finished = run_tryall({"run", "wild.json"}, folder.path());
  INFO(finished.err);
  CHECK(finished.status == 0);
  CHECK_THAT(finished.err, ContainsSubstring("done: 2 of 2 runs, 1 diverged"));
  const Finished rows =
      run_tryall({"query", "--format", "csv", "--sql",
                  "SELECT learning_rate, outcome, test_accuracy IS NULL FROM v_runs ORDER BY 1"},
                 folder.path());
  CHECK(rows.out == "learning_rate,outcome,test_accuracy IS NULL\n0.1,completed,0\n1e+38,diverged,1\n");
  CHECK_THAT(finished.out, ContainsSubstring("          1e+38  -"));
}

TEST_CASE("TRYALL_DB names the store, and --db goes before it") {
  const TemporaryFolder folder;
  folder.write("tiny.json", tiny_sweep);
  const Program::Surroundings surroundings{.folder = folder.path(),
                                           .variables = {{"TRYALL_DB", "from_environment.db"}}};
  REQUIRE(run_tryall({"run", "tiny.json", "--quiet"}, surroundings).status == 0);
  CHECK(std::filesystem::exists(folder / "from_environment.db"));
  REQUIRE(run_tryall({"run", "tiny.json", "--quiet", "--db", "from_option.db"}, surroundings).status == 0);
  CHECK(std::filesystem::exists(folder / "from_option.db"));
  CHECK_FALSE(std::filesystem::exists(folder / "tryall.db"));
}

TEST_CASE("quiet means quiet") {
  const TemporaryFolder folder;
  folder.write("tiny.json", tiny_sweep);
  const Finished finished = run_tryall({"run", "tiny.json", "-q"}, folder.path());
  CHECK(finished.status == 0);
  CHECK(finished.out + finished.err == "");
}

TEST_CASE("a sweep killed again and again is finished by running it again, with the same bits") {
  const TemporaryFolder folder;
  folder.write("budgets.json", R"({"name": "budgets", "base": {"dataset": "digits", "batch_size": 16},
    "axes": {"epochs": [2, 6], "optimizer": ["sgd", "adam"], "seed": {"count": 4}}})");
  const std::vector<std::string> command = {"run", "budgets.json",       "--jobs",
                                            "2",   "--checkpoint-every", "0.005"};
  for (const int moment : {0, 1, 2, 5, 9, 12, 15}) {  // runs that are stored when it is killed
    Program program(command, {.folder = folder.path()});
    REQUIRE(wait_until([&] { return stored_runs(folder / "tryall.db") >= moment; }));
    program.send(SIGKILL);
    CHECK(program.wait().status == 128 + SIGKILL);
  }
  CHECK(run_tryall(command, folder.path()).status == 0);
  CHECK(stored_runs(folder / "tryall.db") == 16);
  REQUIRE(
      run_tryall({"run", "budgets.json", "--db", "undisturbed.db", "--jobs", "1"}, folder.path()).status ==
      0);
  CHECK(fingerprint_of(folder.path(), "tryall.db") == fingerprint_of(folder.path(), "undisturbed.db"));
  CHECK(run_tryall({"query", "--format", "csv", "--sql", "PRAGMA integrity_check"}, folder.path()).out ==
        "integrity_check\nok\n");
}
