#include <SQLiteCpp/SQLiteCpp.h>

#include <csignal>

#include "catch.hpp"
#include "program.hpp"
#include "sweeps.hpp"
#include "temporary_folder.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"
#include "watch_store.hpp"

using namespace tryall::testing;

TEST_CASE("gc says what it would remove, removes it, and leaves results and a sound store") {
  const TemporaryFolder folder;
  folder.write("tiny.json", tiny_sweep);
  REQUIRE(run_tryall({"run", "tiny.json", "-q"}, folder.path()).status == 0);
  const std::string before = run_tryall({"fingerprint"}, folder.path()).out;
  CHECK(run_tryall({"gc"}, folder.path()).out == "tryall.db: nothing to remove\n");
  const auto state = [](std::size_t mebibytes) { return std::vector<std::byte>(mebibytes << 20); };
  tryall::sweeps::SqliteStore(folder / "tryall.db")
      .keep({{"a", true, {1, 1, state(2)}}, {"b", false, {1, 1, state(1)}}}, {});
  const Finished dry = run_tryall({"gc", "--ends", "--dry-run"}, folder.path());
  CHECK(dry.status == 0);
  CHECK(dry.out ==
        "tryall.db: would remove 1 checkpoint of finished trainings (2.0 MiB)\n2.0 MiB of the file would be "
        "free for new results\n");
  CHECK(run_tryall({"gc", "--ends"}, folder.path()).out ==
        "tryall.db: removed 1 checkpoint of finished trainings (2.0 MiB)\n2.0 MiB returned to the disk\n");
  CHECK(run_tryall({"gc", "--older-than", "0"}, folder.path()).out ==
        "tryall.db: removed 1 checkpoint of trainings in progress (1.0 MiB)\n1.0 MiB returned to the disk\n");
  CHECK(run_tryall({"fingerprint"}, folder.path()).out == before);
  CHECK_THAT(run_tryall({"doctor"}, folder.path()).out, ContainsSubstring("8 runs, sound\n"));
}

TEST_CASE("gc removes what a killed sweep left once another program has finished its trainings") {
  const TemporaryFolder folder;
  folder.write("long.json", R"({"base": {"batch_size": 16, "epochs": 200}, "axes": {"seed": [3]}})");
  const auto store = folder / "tryall.db";
  {
    Program program({"run", "long.json", "--checkpoint-every", "0.001"}, {.folder = folder.path()});
    REQUIRE(wait_until(
        [&] { return number_in(folder / "tryall.db-checkpoints", "SELECT count(*) FROM checkpoints") > 0; }));
    program.send(SIGKILL);
    program.wait();
  }
  CHECK(stored_runs(store) == 0);
  CHECK(run_tryall({"gc"}, folder.path()).out == "tryall.db: nothing to remove\n");
  for (const char* file : {"tryall.db", "tryall.db-checkpoints"})  // goes on from the checkpoint
    std::filesystem::copy(folder / file, folder / ("other.db" + std::string(file).substr(9)));
  REQUIRE(run_tryall({"run", "long.json", "-q", "--db", "other.db"}, folder.path()).status == 0);
  REQUIRE(run_tryall({"gc", "--ends", "--db", "other.db"}, folder.path()).status == 0);
  REQUIRE(run_tryall({"merge", "other.db"}, folder.path()).status == 0);
  CHECK_THAT(run_tryall({"gc"}, folder.path()).out,
             StartsWith("tryall.db: removed 1 checkpoint of trainings in progress ("));
  CHECK(stored_runs(store) == 1);
}

TEST_CASE("gc needs a store") {
  const TemporaryFolder folder;
  const Finished finished = run_tryall({"gc"}, folder.path());
  CHECK(finished.status == 2);
  CHECK_THAT(finished.err, StartsWith("tryall.db: no such store"));
  CHECK(run_tryall({"gc", "--older-than", "-1"}, folder.path()).status == 2);
}
