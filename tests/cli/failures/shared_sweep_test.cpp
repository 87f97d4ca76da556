// Two programs that run the same sweep on the same store.
#include <csignal>
#include <regex>

#include "catch.hpp"
#include "program.hpp"
#include "sweeps.hpp"
#include "temporary_folder.hpp"
#include "watch_store.hpp"

using namespace tryall::testing;

namespace {

/// Long enough that a second program, too, has something to train.
const std::string forty_runs =
    R"({"name": "forty", "base": {"batch_size": 8, "epochs": )" + epochs_text(15) + R"(},
  "axes": {"optimizer": ["sgd", "adam"], "learning_rate": [0.01, 0.1], "seed": {"count": 10}}})";

int trained_now(const Finished& finished) {
  std::smatch match;
  REQUIRE(std::regex_search(finished.err, match, std::regex("([0-9]+) trained now")));
  return std::stoi(match[1]);
}

}  // namespace

TEST_CASE("two programs share a sweep: each run is trained once, and both end when all is stored") {
  const TemporaryFolder folder;
  folder.write("forty.json", forty_runs);
  Program first({"run", "forty.json", "--jobs", "1"}, {.folder = folder.path()});
  REQUIRE(wait_until([&] { return stored_runs(folder / "tryall.db") >= 2; }));
  Program second({"run", "forty.json", "--jobs", "1"}, {.folder = folder.path()});
  const Finished one = first.wait(), other = second.wait();
  INFO(one.err << other.err);
  CHECK(one.status == 0);
  CHECK(other.status == 0);
  CHECK(trained_now(one) + trained_now(other) == 40);
  CHECK(trained_now(other) > 0);
  CHECK_THAT(one.err, ContainsSubstring("done: 40 of 40 runs"));
  CHECK_THAT(other.err, ContainsSubstring("done: 40 of 40 runs"));
  REQUIRE(run_tryall({"run", "forty.json", "-q", "--db", "alone.db"}, folder.path()).status == 0);
  CHECK(fingerprint_of(folder.path(), "tryall.db") == fingerprint_of(folder.path(), "alone.db"));
}

TEST_CASE("when one of two programs is killed the other finishes the sweep") {
  const TemporaryFolder folder;
  folder.write("forty.json", forty_runs);
  const bool kill_first = GENERATE(true, false);
  Program first({"run", "forty.json", "--jobs", "1"}, {.folder = folder.path()});
  Program second({"run", "forty.json", "--jobs", "1"}, {.folder = folder.path()});
  REQUIRE(wait_until([&] {
    return number_in(folder / "tryall.db", "SELECT count(DISTINCT session_id) FROM claims") == 2 ||
           stored_runs(folder / "tryall.db") == 40;
  }));
  Program& killed = kill_first ? first : second;
  killed.send(SIGKILL);
  CHECK(killed.wait().status == 128 + SIGKILL);
  const Finished finished = (kill_first ? second : first).wait();
  INFO(finished.err);
  CHECK(finished.status == 0);
  CHECK(stored_runs(folder / "tryall.db") == 40);
  CHECK_THAT(run_tryall({"doctor"}, folder.path()).out, ContainsSubstring("40 runs, sound\n"));
}

TEST_CASE("the status shows a running sweep from outside, a killed one, and one that is done") {
  const TemporaryFolder folder;
  folder.write("forty.json", forty_runs);
  Program program({"run", "forty.json", "--jobs", "1"}, {.folder = folder.path()});
  REQUIRE(wait_until([&] {
    return number_in(folder / "tryall.db", "SELECT count(*) FROM sessions WHERE progress <> '{}'") == 1;
  }));
  program.send(SIGSTOP);  // it lives, and cannot end meanwhile
  const Finished running = run_tryall({"status"}, folder.path());
  CHECK_THAT(running.out, ContainsSubstring("of 40 runs stored; running\n"));
  CHECK_THAT(running.out, ContainsSubstring("process " + std::to_string(program.id()) + " on "));
  CHECK_THAT(running.out, ContainsSubstring("  1: "));
  program.send(SIGKILL);
  program.wait();
  const Finished killed = run_tryall({"status"}, folder.path());
  CHECK_THAT(killed.out, ContainsSubstring("; not running, last started at "));
  CHECK_THAT(killed.out, ContainsSubstring("died; last seen at "));
  REQUIRE(run_tryall({"run", "forty.json", "-q"}, folder.path()).status == 0);
  CHECK_THAT(run_tryall({"status"}, folder.path()).out,
             ContainsSubstring("forty: 40 of 40 runs stored; done\n"));
  CHECK_THAT(run_tryall({"status", "--format", "csv"}, folder.path()).out, ContainsSubstring("forty,"));
}
