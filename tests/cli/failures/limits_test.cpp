// Options of `run` that limit it, and what `plan` says of time and memory.
#include "catch.hpp"
#include "program.hpp"
#include "sweeps.hpp"
#include "temporary_folder.hpp"

using namespace tryall::testing;

namespace {

Finished run_tiny(const TemporaryFolder& folder, std::vector<std::string> options) {
  folder.write("tiny.json", tiny_sweep);
  options.insert(options.begin(), {"run", "tiny.json"});
  return run_tryall(options, folder.path());
}

}  // namespace

TEST_CASE("a budget of runs is spent on every config before a second seed, and the same command goes on") {
  const TemporaryFolder folder;
  const Finished first = run_tiny(folder, {"--budget", "4runs"});
  INFO(first.err);
  CHECK(first.status == 0);
  CHECK_THAT(first.err, ContainsSubstring("stored: 4 of 8 runs; 4 trained now"));
  CHECK_THAT(first.err, ContainsSubstring("the budget of 4runs is spent. Go on with: tryall run tiny.json"));
  CHECK(run_tryall({"query", "--format", "csv", "--sql", "SELECT DISTINCT seed FROM v_runs"}, folder.path())
            .out == "seed\n0\n");
  CHECK_THAT(run_tiny(folder, {"--budget", "4epochs"}).err, ContainsSubstring("stored: 6 of 8 runs"));
  CHECK_THAT(run_tiny(folder, {"--budget", "10m,5runs"}).err, ContainsSubstring("done: 8 of 8 runs"));
}

TEST_CASE("a budget of fewer epochs than a run has is said to be too small, not to be repeated") {
  const TemporaryFolder folder;
  const Finished none = run_tiny(folder, {"--budget", "1epochs"});
  CHECK(none.status == 0);
  CHECK_THAT(none.err, ContainsSubstring("the budget of 1epochs is too small for the next run") &&
                           !ContainsSubstring("Go on with"));
}

TEST_CASE("quantities that cannot be read are refused before anything is trained") {
  const TemporaryFolder folder;
  const auto refused = [&](const std::string& option, const std::string& value, const std::string& message) {
    const Finished finished = run_tiny(folder, {option, value});
    CHECK(finished.status == 2);
    CHECK_THAT(finished.err, ContainsSubstring(message));
  };
  refused("--budget", "10",
          "--budget: expected a time (10m), runs (500runs) or epochs (2000epochs), not '10'");
  refused("--budget", "3 parsecs", "not '3 parsecs'");
  refused("--budget", "1.5runs", "not '1.5runs'");
  for (const char* nothing : {"0runs", "0epochs", "0s", "10m,0runs"}) refused("--budget", nothing, "not '0");
  refused("--timeout", "soon", "--timeout: expected a time such as 90s, 10m or 1.5h, not 'soon'");
  refused("--timeout", "0", "not '0'");
  refused("--memory", "4 cows", "--memory: expected a size such as 512M or 4G, not '4 cows'");
  refused("--retry", "diverged", "--retry");
  CHECK_FALSE(std::filesystem::exists(folder / "tryall.db"));
}

TEST_CASE("a run that may take hardly any time ends as timed_out, and is trained when it is retried") {
  const TemporaryFolder folder;
  folder.write("long.json", R"({"base": {"dataset": "digits", "batch_size": 1, "epochs": 1000000}})");
  const Finished timed_out = run_tryall({"run", "long.json", "--timeout", "0.05s"}, folder.path());
  INFO(timed_out.err);
  CHECK(timed_out.status == 0);
  CHECK_THAT(timed_out.err, ContainsSubstring("1 ran out of time (to retry: --retry timed_out)"));
  const std::string sql = "SELECT outcome, message FROM v_runs";
  CHECK_THAT(run_tryall({"query", "--format", "csv", "--sql", sql}, folder.path()).out,
             ContainsSubstring("timed_out,ran out of its time of 0.05 s in epoch "));
  CHECK_THAT(run_tryall({"run", "long.json", "--timeout", "0.05s"}, folder.path()).err,
             ContainsSubstring("1 stored already; 0 to train"));
  CHECK_THAT(
      run_tryall({"run", "long.json", "--timeout", "0.05s", "--retry", "timed_out"}, folder.path()).err,
      ContainsSubstring("0 stored already; 1 to train"));
}

TEST_CASE("plan and run say what time and memory they expect, and run how good that was") {
  const TemporaryFolder folder;
  folder.write("tiny.json", tiny_sweep);
  const Finished plan = run_tryall({"plan", "tiny.json", "--jobs", "2"}, folder.path());
  CHECK_THAT(plan.out, ContainsSubstring("8 to train, 16 epochs in all, "));
  CHECK_THAT(plan.out, ContainsSubstring(" MiB with 2 at a time\n"));
  CHECK_THAT(run_tiny(folder, {}).err, ContainsSubstring(" (estimate: "));
  CHECK_THAT(run_tryall({"plan", "tiny.json", "--no-estimate", "--set", "seed=0..2"}, folder.path()).out,
             ContainsSubstring("4 to train, 8 epochs in all, "));
}

TEST_CASE("a memory too small for two runs at once trains them one by one") {
  const TemporaryFolder folder;
  const Finished finished = run_tiny(folder, {"--memory", "1k", "--jobs", "4"});
  CHECK(finished.status == 0);
  CHECK_THAT(finished.err, ContainsSubstring("done: 8 of 8 runs"));
}

TEST_CASE("hyperband plans its brackets and trains the same whatever the workers") {
  const TemporaryFolder folder;
  folder.write("h.json", R"({"name": "h", "base": {"model": {"name": "mlp", "hidden": [8]}, "epochs": 9},
    "axes": {"optimizer": ["sgd", "adam"], "learning_rate": {"log": [1e-4, 1, 31]}}, "search": "hyperband"})");
  const Finished plan = run_tryall({"plan", "h.json", "--no-estimate"}, folder.path());
  CHECK_THAT(plan.out, ContainsSubstring("h: hyperband: 22 runs of 17 configs in 3 brackets"));
  CHECK_THAT(plan.out, ContainsSubstring("      2       3        5\n"));
  for (const char* jobs : {"1", "3"})
    REQUIRE(
        run_tryall({"run", "h.json", "-q", "--jobs", jobs, "--db", std::string(jobs) + ".db"}, folder.path())
            .status == 0);
  CHECK(run_tryall({"fingerprint", "--db", "1.db"}, folder.path()).out ==
        run_tryall({"fingerprint", "--db", "3.db"}, folder.path()).out);
  CHECK_THAT(run_tryall({"plan", "h.json", "--db", "1.db"}, folder.path()).out,
             ContainsSubstring("22 stored already; 0 to train"));
}

TEST_CASE(
    "races and suggestions plan their rounds, and train the same whatever the workers and when stopped") {
  const TemporaryFolder folder;
  const auto spec = [](const std::string& search) {
    return R"({"name": "s", "base": {"dataset": "iris", "batch_size": 16, "epochs": 3},
      "axes": {"optimizer": ["sgd", "adam"], "learning_rate": {"log": [1e-4, 1, 9]}, "seed": {"count": 6}},
      "search": )" +
           search + "}";
  };
  folder.write("racing.json", spec("\"racing\""));
  folder.write("tpe.json", spec(R"({"name": "tpe", "count": 9})"));
  const auto planned = [&](const std::string& name) {
    return run_tryall({"plan", name + ".json", "--no-estimate"}, folder.path()).out;
  };
  CHECK_THAT(planned("racing"), ContainsSubstring("s: racing: at most 108 runs of 18 configs in 4 rounds"));
  CHECK_THAT(planned("racing"), ContainsSubstring("\n2 to 4               18      1\n"));
  CHECK_THAT(planned("tpe"), ContainsSubstring("s: tpe: 54 runs of 9 configs in 3 rounds"));
  CHECK_THAT(planned("tpe"), ContainsSubstring("\n2 to 3        2      6\n"));
  for (const std::string name : {"racing", "tpe"}) {
    CAPTURE(name);
    const auto run = [&](const std::string& store, std::vector<std::string> options) {
      options.insert(options.begin(), {"run", name + ".json", "--db", name + store});
      const Finished finished = run_tryall(options, folder.path());
      REQUIRE(finished.status == 0);
      return finished.err;
    };
    run("1.db", {"-q", "--jobs", "1"});
    run("2.db", {"-q", "--jobs", "3"});
    CHECK_THAT(run("3.db", {"--budget", "7runs"}), ContainsSubstring("the budget of 7runs is spent"));
    run("3.db", {"-q", "--budget", "53runs"});
    CHECK_THAT(run("3.db", {}), ContainsSubstring("done: "));
    const auto fingerprint = [&](const std::string& store) {
      return run_tryall({"fingerprint", "--db", name + store}, folder.path()).out;
    };
    CHECK(fingerprint("1.db") == fingerprint("2.db"));
    CHECK(fingerprint("1.db") == fingerprint("3.db"));
    CHECK_THAT(run_tryall({"plan", name + ".json", "--db", name + "1.db"}, folder.path()).out,
               ContainsSubstring(" stored already; 0 to train"));
  }
}
