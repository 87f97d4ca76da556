// Sweeps that are stopped, or whose store others lock, come to the same results as undisturbed ones.
#include <SQLiteCpp/SQLiteCpp.h>

#include <csignal>

#include "catch.hpp"
#include "program.hpp"
#include "sweeps.hpp"
#include "temporary_folder.hpp"
#include "watch_store.hpp"

using namespace tryall::testing;

namespace {

const std::string some_sweep = R"({"name": "some", "base": {"batch_size": 16, "epochs": 4},
  "axes": {"optimizer": ["sgd", "adam"], "learning_rate": [0.01, 0.1], "seed": {"count": 4}}})";

void check_as_undisturbed(const TemporaryFolder& folder) {
  REQUIRE(run_tryall({"run", "sweep.json", "-q", "--db", "undisturbed.db"}, folder.path()).status == 0);
  CHECK(fingerprint_of(folder.path(), "tryall.db") == fingerprint_of(folder.path(), "undisturbed.db"));
  CHECK_THAT(run_tryall({"doctor"}, folder.path()).out, ContainsSubstring("16 runs, sound\n"));
}

}  // namespace

TEST_CASE("a sweep that is put to sleep again and again goes on to the same results") {
  const TemporaryFolder folder;
  folder.write("sweep.json", some_sweep);
  Program program({"run", "sweep.json", "--jobs", "2", "--checkpoint-every", "0.005"},
                  {.folder = folder.path()});
  for (const int moment : {0, 2, 5, 9}) {
    REQUIRE(wait_until([&] { return stored_runs(folder / "tryall.db") >= moment; }));
    program.send(SIGSTOP);
    REQUIRE(wait_until([&] { return state_of(program.id()) == 'T' || state_of(program.id()) == 'Z'; }));
    const int asleep = stored_runs(folder / "tryall.db");  // a sleeping sweep keeps no one from reading
    CHECK(stored_runs(folder / "tryall.db") == asleep);
    program.send(SIGCONT);
  }
  const Finished finished = program.wait();
  INFO(finished.err);
  CHECK(finished.status == 0);
  check_as_undisturbed(folder);
}

TEST_CASE("a sweep whose store another program locks says so, waits, and loses nothing") {
  const TemporaryFolder folder;
  folder.write("sweep.json", some_sweep);
  REQUIRE(run_tryall({"run", "sweep.json", "-q", "--set", "seed=0"}, folder.path()).status == 0);
  const char* lock = GENERATE("BEGIN IMMEDIATE", "BEGIN EXCLUSIVE");
  SQLite::Database locker((folder / "tryall.db").string(), SQLite::OPEN_READWRITE, 1000);
  locker.exec(lock);
  const std::vector<std::string> to_file = {"sh", "-c", R"(exec "$0" "$@" 2>notes.txt)"};
  Program program({"run", "sweep.json"}, {.folder = folder.path(), .before = to_file});
  const std::string note = "tryall.db: is locked by another program; waiting\n";
  const bool noted =
      wait_until([&] { return read_file(folder / "notes.txt").find(note) != std::string::npos; });
  locker.exec("ROLLBACK");
  CHECK(noted);
  CHECK(program.wait().status == 0);
  check_as_undisturbed(folder);
}

TEST_CASE("a store that is locked in the middle of a sweep gets all of its results in the end") {
  const TemporaryFolder folder;
  folder.write("sweep.json", some_sweep);
  const std::vector<std::string> to_file = {"sh", "-c", R"(exec "$0" "$@" 2>notes.txt)"};
  Program program({"run", "sweep.json", "--jobs", "1"}, {.folder = folder.path(), .before = to_file});
  REQUIRE(wait_until([&] { return stored_runs(folder / "tryall.db") >= 1; }));
  SQLite::Database locker((folder / "tryall.db").string(), SQLite::OPEN_READWRITE, 1000);
  locker.exec("BEGIN IMMEDIATE");
  const int locked_at = stored_runs(folder / "tryall.db");
  wait_until([&] {
    return locked_at == 16 || read_file(folder / "notes.txt").find("; waiting") != std::string::npos;
  });
  CHECK(stored_runs(folder / "tryall.db") == locked_at);
  locker.exec("ROLLBACK");
  CHECK(program.wait().status == 0);
  check_as_undisturbed(folder);
}
