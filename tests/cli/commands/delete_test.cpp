#include <csignal>

#include "catch.hpp"
#include "two_sweeps.hpp"
#include "watch_store.hpp"

using namespace tryall::testing;

namespace {

std::string group_of(const TrainedSweep& sweep, const std::string& condition) {
  const Finished found = sweep.query(
      {"--sql", "SELECT group_key FROM v_groups WHERE " + condition + " LIMIT 1", "--format", "csv"});
  return found.out.substr(found.out.find('\n') + 1, 32);
}

}  // namespace

TEST_CASE("delete removes a sweep by its name or number, and runs that other sweeps have stay") {
  const TwoTinySweeps stored;
  const Finished dry = stored.run({"delete", "tiny#2", "--dry-run"});
  CHECK(dry.status == 0);
  CHECK(dry.out ==
        "tryall.db: would delete sweep tiny#2, 4 runs, 2 groups\n4 runs stay: another sweep has them too\n");
  CHECK(stored.runs() == "count(*)\n12\n");
  const Finished deleted = stored.run({"delete", "tiny#2", "--yes"});
  CHECK(deleted.status == 0);
  CHECK(deleted.out ==
        "tryall.db: deleted sweep tiny#2, 4 runs, 2 groups\n4 runs stay: another sweep has them too\ntiny#1 "
        "is now "
        "tiny\n");
  CHECK(stored.runs() == "count(*)\n8\n");
  CHECK(stored.run({"delete", "--sweep", "other", "-y"}).out ==
        "tryall.db: deleted sweep other\n4 runs stay: another sweep has them too\n");
  CHECK(stored.run({"delete", "tiny", "-y"}).out ==
        "tryall.db: deleted sweep tiny, 8 runs, 4 groups, 1 dataset, 1 environment\n");
  CHECK_THAT(stored.sound(), ContainsSubstring("0 runs, sound\n"));
}

TEST_CASE("delete takes several sweeps at once, with the runs that only they share") {
  const TwoTinySweeps stored;
  const Finished deleted = stored.run({"delete", "tiny#1", "tiny#2", "--sweep", "other", "--yes"});
  CHECK(deleted.out ==
        "tryall.db: deleted sweep tiny#1, sweep tiny#2, sweep other, 12 runs, 6 groups, 1 dataset, 1 "
        "environment\n");
  CHECK_THAT(stored.sound(), ContainsSubstring("0 runs, sound\n"));
  REQUIRE(stored.run({"run", "tiny.json", "-q"}).status == 0);  // all is trained anew
  CHECK(stored.runs() == "count(*)\n8\n");
}

TEST_CASE("delete removes a group, and says which sweeps lack its runs then") {
  const TwoTinySweeps stored;
  const std::string key = group_of(stored, "learning_rate = 0.1 AND optimizer = 'sgd'");
  for (const std::vector<std::string>& words : {std::vector<std::string>{"delete", key, "-n"},
                                                {"delete", key.substr(0, 12), "-n"},
                                                {"delete", "--group", key, "-n"}})
    CHECK(stored.run(words).out ==
          "tryall.db: would delete 2 runs, 1 group\nsweep tiny#1 loses 2 runs that `tryall run` would train "
          "again\nsweep tiny#2 loses 2 runs that `tryall run` would train again\n");
  CHECK(stored.run({"delete", key, "-y"}).status == 0);
  CHECK(stored.runs() == "count(*)\n10\n");
  CHECK_THAT(stored.run({"status", "--sweep", "tiny#1"}).out, StartsWith("tiny#1: 6 of 8 runs stored"));
  CHECK_THAT(stored.run({"run", "tiny.json"}).err, ContainsSubstring("2 trained now"));
  CHECK_THAT(stored.sound(), ContainsSubstring("12 runs, sound\n"));
}

TEST_CASE("delete removes the runs that a condition selects") {
  const TwoTinySweeps stored;
  CHECK_THAT(stored.run({"delete", "--where", "learning_rate = 0.3 AND seed = 1", "-y"}).out,
             StartsWith("tryall.db: deleted 2 runs\n"));
  CHECK_THAT(stored.run({"delete", "tiny#1", "--where", "seed = 0", "-y"}).out,
             StartsWith("tryall.db: nothing to delete: no run is selected\n4 runs stay"));
  CHECK_THAT(stored.run({"delete", "--sweep", "tiny#2", "--where", "seed = 0", "-y"}).out,
             StartsWith("tryall.db: deleted 2 runs, 2 groups\n2 runs stay: another sweep has them too\n"));
  CHECK(stored.run({"delete", "--where", "learning_rate = 7", "-y"}).out ==
        "tryall.db: nothing to delete: no run is selected\n");
  const Finished typo = stored.run({"delete", "--where", "lerning_rate = 7", "-y"});
  CHECK(typo.status == 2);
  CHECK_THAT(typo.err, ContainsSubstring("learning_rate"));
  CHECK_THAT(stored.sound(), ContainsSubstring("8 runs, sound\n"));
}

TEST_CASE("delete removes baselines alone, and others stay usable when their runs are deleted") {
  const TrainedSweep stored;
  for (const char* name : {"main", "old", "older"})
    REQUIRE(stored.run({"baseline", "set", name}).status == 0);
  CHECK(stored.run({"delete", "old", "-y"}).out == "tryall.db: deleted baseline old\n");
  CHECK(stored.run({"delete", "--baseline", "older", "-n"}).out ==
        "tryall.db: would delete baseline older\n");
  CHECK(stored.run({"delete", "tiny", "--baseline", "older", "-y"}).out ==
        "tryall.db: deleted sweep tiny, baseline older, 8 runs, 4 groups, 1 dataset, 1 environment\n");
  CHECK_THAT(stored.run({"baseline", "list"}).out, ContainsSubstring("main") && !ContainsSubstring("old"));
  CHECK_THAT(stored.run({"check", "--against", "main", "-q"}).out, ContainsSubstring("same"));
}

TEST_CASE("delete asks, and without a terminal it refuses unless --yes is given") {
  const TrainedSweep stored;
  const Finished refused = stored.run({"delete", "tiny"});
  CHECK(refused.status == 2);
  CHECK(refused.out == "");
  CHECK_THAT(refused.err,
             StartsWith("tryall.db: would delete sweep tiny, 8 runs") &&
                 ContainsSubstring("nothing was deleted: there is no terminal to ask on; add --yes"));
  CHECK(stored_runs(stored.folder / "tryall.db") == 8);
}

TEST_CASE("delete names what is near to a name that there is not, and lists sweeps of one name") {
  const TwoTinySweeps stored;
  REQUIRE(stored.run({"baseline", "set", "main", "--sweep", "other"}).status == 0);
  for (const auto& [words, message] : std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{"othr"}, "did you mean 'other'?"},
           {{"--sweep", "tinny"}, "did you mean 'tiny'?"},
           {{"--baseline", "mian"}, "did you mean 'main'?"},
           {{"--group", "0123"}, "no group '0123'"},
           {{"tiny#3"}, "no sweep 'tiny#3' in the store: tiny is the name of 2 sweeps: tiny#1 (last run 20"},
           {{"other#2"}, "other is the name of one sweep: other"},
           {{"tiny"}, "'tiny' is ambiguous: tiny is the name of 2 sweeps: tiny#1 (last run 20"},
           {{}, "name what to delete"}})
    stored.check_refused({"delete", "--yes"}, words, message);
  CHECK_THAT(stored.run({"delete", "tiny", "-y"}).err, ContainsSubstring("tiny#2 (last run 20"));
  REQUIRE(stored.run({"baseline", "set", "other", "--sweep", "other"}).status == 0);
  CHECK_THAT(stored.run({"delete", "other", "-y"}).err,
             ContainsSubstring(
                 "'other' is ambiguous: it is a sweep (--sweep other) and a baseline (--baseline other)"));
  CHECK(stored.runs() == "count(*)\n12\n");
}

TEST_CASE("delete is refused while a process runs the sweep, and not when it was killed") {
  const TemporaryFolder folder;
  folder.write("long.json", R"({"name": "long", "base": {"batch_size": 8, "epochs": )" + epochs_text(60) +
                                R"(}, "axes": {"seed": {"count": 30}}})");
  Program program({"run", "long.json", "--jobs", "1"}, {.folder = folder.path()});
  REQUIRE(wait_until([&] { return stored_runs(folder / "tryall.db") >= 1; }));
  stop_between_writes(program, folder / "tryall.db");
  const Finished refused = run_tryall({"delete", "long", "--yes"}, folder.path());
  CHECK(refused.status == 4);
  CHECK_THAT(refused.err, ContainsSubstring("is running the sweep long; nothing was deleted"));
  CHECK(run_tryall({"rename", "long", "longer"}, folder.path()).status == 4);
  program.send(SIGKILL);
  program.wait();
  CHECK(run_tryall({"delete", "long", "--yes"}, folder.path()).status == 0);
  CHECK_THAT(run_tryall({"doctor"}, folder.path()).out, ContainsSubstring("0 runs, sound\n"));
}
