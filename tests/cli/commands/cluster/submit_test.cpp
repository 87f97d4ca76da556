// Sweeps on a Slurm that is a few shell scripts; tests/cluster has a real one.
#include <SQLiteCpp/SQLiteCpp.h>

#include <csignal>
#include <regex>

#include "catch.hpp"
#include "fake_slurm.hpp"
#include "program.hpp"
#include "sweeps.hpp"
#include "temporary_folder.hpp"
#include "watch_store.hpp"

using namespace tryall::testing;

namespace submit_test {

namespace {

/// The tiny sweep, to be submitted.
struct SubmittedSweep : FakeSlurm {
  SubmittedSweep() { folder.write("tiny.json", tiny_sweep); }

  /// Of the sweep trained by one process.
  std::string expected() const {
    REQUIRE(run({"run", "tiny.json", "-q", "--db", "alone.db"}).status == 0);
    return fingerprint_of(folder.path(), "alone.db");
  }
  std::string collected() const { return fingerprint_of(folder.path(), "tiny-cluster/tryall.db"); }
  std::filesystem::path in(const std::string& name) const { return folder / ("tiny-cluster/" + name); }
};

/// A shard that takes some seconds.
struct LongSweep : FakeSlurm {
  LongSweep() {
    folder.write("long.json", R"({"base": {"model": {"name": "mlp", "hidden": [32]}, "epochs": )" +
                                  epochs_text(3000) + R"(}, "axes": {"learning_rate": [0.01, 0.1]}})");
    folder.write("hold", "");
    REQUIRE(run({"submit", "long.json", "--checkpoint-every", "0.2"}).status == 0);
  }
  std::vector<std::string> task(const std::string& attempt) const {
    return {"task", "long-cluster", "1", "--attempt", attempt, "--jobs", "1"};
  }
  bool has_published(const std::string& attempt) const {
    return std::filesystem::exists(folder / ("long-cluster/submissions/1/shard-0001/" + attempt + ".db"));
  }
  void check_collected() const {
    REQUIRE(run({"run", "long.json", "-q", "--db", "alone.db"}).status == 0);
    CHECK(run({"collect", "long-cluster"}).status == 0);
    CHECK(fingerprint_of(folder.path(), "long-cluster/tryall.db") ==
          fingerprint_of(folder.path(), "alone.db"));
  }
};

}  // namespace

TEST_CASE("a submitted sweep is trained in shards and merged, to the results of one process") {
  const SubmittedSweep sweep;
  const Finished submit = sweep.run({"submit", "tiny.json", "--nodes", "3", "--sbatch=--time=10"});
  INFO(submit.err);
  CHECK(submit.status == 0);
  CHECK_THAT(submit.err, ContainsSubstring("submitted 3 shards in 1 array"));
  CHECK(sweep.collected() == sweep.expected());
  CHECK_THAT(sweep.calls(), ContainsSubstring("--dependency=afterany:1 "));
  CHECK_THAT(read_file(sweep.in("submissions/1/array-1.sh")), ContainsSubstring("#SBATCH --time=10\n"));
  const Finished status = sweep.run({"status", "tiny-cluster"});
  CHECK_THAT(status.out, StartsWith("tiny: submission 1, 3 shards: 3 done; 8 of 8 runs published\n"));
  CHECK_THAT(sweep.run({"status", "tiny-cluster", "--log", "3"}).out,
             ContainsSubstring("shard 3, attempt 12.0 on") && ContainsSubstring("trained now"));
  CHECK(sweep.run({"status", "tiny-cluster", "--log", "4"}).status == 2);
  CHECK_THAT(sweep.run({"submit", "tiny-cluster"}).err, ContainsSubstring("complete: "));
  CHECK_THAT(sweep.run({"submit", "tiny.json"}).err, ContainsSubstring("is there already"));
  CHECK_THAT(sweep.run({"collect", "tiny-cluster"}).out,
             ContainsSubstring("8 of 8 runs stored; nothing new"));
}

TEST_CASE("submit --dry-run prints shards, scripts and commands, and does nothing") {
  const SubmittedSweep sweep;
  const Finished dry = sweep.run({"submit", "tiny.json", "--nodes", "2", "--dry-run"});
  CHECK(dry.status == 0);
  for (const char* part :
       {"shard  array  index  runs ", "#SBATCH --array=0-1\n", "#SBATCH --signal=B:TERM@60\n",
        "#SBATCH --open-mode=append\n", "sbatch --parsable --dependency=afterany:ID1 "})
    CHECK_THAT(dry.out, ContainsSubstring(part));
  CHECK_FALSE(std::filesystem::exists(sweep.folder / "tiny-cluster"));
  CHECK_THAT(sweep.calls(), !ContainsSubstring("sbatch"));
}

TEST_CASE("no index of an array is above the cluster's MaxArraySize") {
  const SubmittedSweep sweep;
  sweep.folder.write("max_index", "2");
  const Finished submit = sweep.run({"submit", "tiny.json", "--nodes", "2", "--shards", "8"});
  INFO(submit.err);
  CHECK(submit.status == 0);
  CHECK_THAT(read_file(sweep.in("submissions/1/array-3.sh")),
             ContainsSubstring("#SBATCH --array=0-1%2\n") &&
                 ContainsSubstring("shard=$((SLURM_ARRAY_TASK_ID + 7))"));
  CHECK_THAT(sweep.calls(), ContainsSubstring("afterany:1:2:3 "));
  CHECK(sweep.collected() == sweep.expected());
  CHECK_THAT(sweep.run({"status", "tiny-cluster", "--log", "8"}).out, ContainsSubstring("shard 8, attempt"));
}

TEST_CASE("where there is no Slurm, submit says so and leaves nothing") {
  const TemporaryFolder folder;
  folder.write("tiny.json", tiny_sweep);
  const Finished submit = run_tryall(
      {"submit", "tiny.json"},
      Program::Surroundings{.folder = folder.path(), .variables = {}, .before = {"env", "PATH=/nowhere"}});
  CHECK(submit.status == 4);
  CHECK_THAT(submit.err, ContainsSubstring("sbatch: no such program"));
  CHECK_FALSE(std::filesystem::exists(folder / "tiny-cluster"));
}

TEST_CASE("submit waits where Slurm is busy, and tries again") {
  const SubmittedSweep sweep;
  sweep.folder.write("refusals",
                     "sbatch: error: Batch job submission failed: Socket timed out on send/recv operation\n");
  const Finished submit = sweep.run({"submit", "tiny.json"});
  CHECK(submit.status == 0);
  CHECK_THAT(submit.err, ContainsSubstring("Socket timed out") && ContainsSubstring("trying again in 1 s"));
  CHECK(sweep.collected() == sweep.expected());
}

TEST_CASE("submit says what a limit of the cluster has left out, and goes on later") {
  const SubmittedSweep sweep;
  sweep.folder.write("max_index", "1");
  sweep.folder.write("hold", "");
  REQUIRE(sweep.run({"submit", "tiny.json", "--shards", "2"}).status == 0);
  std::filesystem::remove_all(sweep.folder / "tiny-cluster");
  sweep.folder.write("refusals", "sbatch: error: QOSMaxSubmitJobPerUserLimit\n");
  const Finished submit = sweep.run({"submit", "tiny.json", "--shards", "4"});
  CHECK(submit.status == 4);
  CHECK_THAT(submit.err, ContainsSubstring("QOSMaxSubmitJobPerUserLimit") &&
                             ContainsSubstring("0 of 2 arrays were submitted") &&
                             ContainsSubstring("tryall submit "));
  CHECK_THAT(sweep.run({"status", "tiny-cluster"}).out, ContainsSubstring("4 not submitted"));
  std::filesystem::remove(sweep.folder / "hold");
  CHECK(sweep.run({"submit", "tiny-cluster"}).status == 0);
  CHECK(sweep.collected() == sweep.expected());
}

TEST_CASE("a truncated store of a shard is named, and the command that collect prints finishes the sweep") {
  const SubmittedSweep sweep;
  REQUIRE(sweep.run({"submit", "tiny.json", "--nodes", "2"}).status == 0);
  std::filesystem::remove(sweep.in("tryall.db"));
  std::filesystem::resize_file(sweep.in("submissions/1/shard-0002/11.0.db"), 20'000);
  const Finished collect = sweep.run({"collect", "tiny-cluster"});
  CHECK(collect.status == 3);
  CHECK_THAT(collect.out, ContainsSubstring("4 of 8 runs stored"));
  CHECK_THAT(collect.err, ContainsSubstring("shard-0002/11.0.db: is damaged and was left out: "));
  CHECK_THAT(collect.err,
             ContainsSubstring("shard 2: 4 of 4 runs missing; to train them on this machine: tryall task " +
                               sweep.in("").parent_path().string() + " 2 --submission 1\n"));
  const Finished task = sweep.run({"task", "tiny-cluster", "2", "--submission", "1"});
  CHECK(task.status == 0);
  CHECK_THAT(task.err, ContainsSubstring("what it held is trained again"));
  CHECK(sweep.run({"collect", "tiny-cluster"}).status == 0);
  CHECK(sweep.collected() == sweep.expected());
}

TEST_CASE("collect refuses two results of one run, and names both stores") {
  const SubmittedSweep sweep;
  REQUIRE(sweep.run({"submit", "tiny.json", "--nodes", "2"}).status == 0);
  std::filesystem::remove(sweep.in("tryall.db"));
  const auto other = sweep.in("submissions/1/shard-0001/other.db");
  std::filesystem::copy_file(sweep.in("submissions/1/shard-0001/10.0.db"), other);
  SQLite::Database(other.string(), SQLite::OPEN_READWRITE)
      .exec("UPDATE results SET train_loss = train_loss + 1");
  const Finished collect = sweep.run({"collect", "tiny-cluster"});
  CHECK(collect.status == 4);
  CHECK_THAT(collect.err, ContainsSubstring("has two results, which differ in train_loss at the end: ") &&
                              ContainsSubstring("shard-0001/10.0.db") &&
                              ContainsSubstring("shard-0001/other.db"));
  CHECK_FALSE(std::filesystem::exists(sweep.in("tryall.db")));
}

TEST_CASE("submitting again submits what is missing alone") {
  const SubmittedSweep sweep;
  REQUIRE(sweep.run({"submit", "tiny.json", "--nodes", "4"}).status == 0);
  std::filesystem::remove(sweep.in("tryall.db"));
  std::filesystem::remove(sweep.in("submissions/1/shard-0003/12.0.db"));
  const Finished again = sweep.run({"submit", "tiny-cluster"});
  CHECK_THAT(again.err, ContainsSubstring("6 stored already; 2 to train"));
  CHECK(sweep.collected() == sweep.expected());
}

TEST_CASE("nothing is submitted again while tasks are in the queue, and cancel ends them") {
  const SubmittedSweep sweep;
  sweep.folder.write("hold", "");
  REQUIRE(sweep.run({"submit", "tiny.json", "--nodes", "2"}).status == 0);
  sweep.folder.write(
      "queue", "1|0|RUNNING|n7|2:01|None\n1|1|PENDING||0:00|Resources\n2|N/A|PENDING||0:00|Dependency\n");
  const Finished status = sweep.run({"status", "tiny-cluster"});
  CHECK_THAT(
      status.out,
      StartsWith(
          "tiny: submission 1, 2 shards: 1 pending, 1 running; 0 of 8 runs published; merge pending\n"));
  CHECK_THAT(status.out, ContainsSubstring("n7") && ContainsSubstring("Resources"));
  CHECK_THAT(sweep.run({"submit", "tiny-cluster"}).err, ContainsSubstring("2 tasks are still in the queue"));
  CHECK(sweep.run({"status", "tiny-cluster", "--log", "1"}).status == 3);
  CHECK(sweep.run({"cancel", "tiny-cluster"}).status == 0);
  CHECK_THAT(sweep.calls(), ContainsSubstring("scancel 1 2\n"));
  CHECK_THAT(sweep.run({"status", "tiny-cluster"}).out, ContainsSubstring("; cancelled\n"));
}

TEST_CASE("without the controller status shows what was published") {
  const SubmittedSweep sweep;
  sweep.folder.write("hold", "");
  REQUIRE(sweep.run({"submit", "tiny.json", "--nodes", "2"}).status == 0);
  REQUIRE(sweep.run({"task", "tiny-cluster", "2"}).status == 0);
  sweep.folder.write("down", "");
  const Finished status = sweep.run({"status", "tiny-cluster"});
  CHECK(status.status == 0);
  CHECK_THAT(status.err, ContainsSubstring("squeue does not answer: Unable to contact slurm controller"));
  CHECK_THAT(status.out, ContainsSubstring("1 done, 1 unknown; 4 of 8 runs published"));
}

TEST_CASE("a search that adapts is submitted round after round, by the merge of the round before") {
  const SubmittedSweep sweep;
  sweep.folder.write("tiny.json", R"({"base": {"model": {"name": "mlp", "hidden": [8]}, "epochs": 4},
    "axes": {"optimizer": ["sgd", "adam"], "learning_rate": {"log": [0.001, 1, 4]}},
    "search": {"name": "halving", "eta": 2}})");
  const Finished submit = sweep.run({"submit", "tiny.json", "--nodes", "2"});
  INFO(submit.err);
  CHECK(submit.status == 0);
  CHECK(std::filesystem::exists(sweep.in("submissions/2")));
  CHECK_THAT(sweep.run({"submit", "tiny-cluster"}).err, ContainsSubstring("complete: "));
  CHECK(sweep.collected() == sweep.expected());
}

TEST_CASE("a task that is stopped goes on where it was") {
  const LongSweep sweep;
  Program first(sweep.task("first"), sweep.surroundings());
  REQUIRE(wait_until([&] { return sweep.has_published("first"); }));
  first.send(SIGTERM);
  const Finished stopped = first.wait();
  INFO(stopped.err);
  CHECK(stopped.status == 130);
  CHECK_THAT(stopped.err, ContainsSubstring("stopped, the next attempt goes on from here"));
  CHECK(sweep.run({"collect", "long-cluster"}).status == 3);
  const Finished second = sweep.run(sweep.task("second"));
  CHECK(second.status == 0);
  CHECK_THAT(second.err, ContainsSubstring("2 of 2 runs stored"));
  sweep.check_collected();
}

TEST_CASE("a task that is killed loses no more than the checkpoint interval") {
  const LongSweep sweep;
  Program first(sweep.task("first"), sweep.surroundings());
  REQUIRE(wait_until([&] {
    return number_in(sweep.folder / "long-cluster/submissions/1/shard-0001/first.db-checkpoints",
                     "SELECT count(*) FROM checkpoints") > 0;
  }));
  first.send(SIGKILL);
  CHECK(first.wait().status == 128 + SIGKILL);
  const Finished second = sweep.run(sweep.task("second"));
  CHECK(second.status == 0);
  CHECK_THAT(second.err, ContainsSubstring("1 training of an earlier attempt resumed"));
  sweep.check_collected();
}

TEST_CASE("of two attempts at a shard at once the earlier one stops, and nothing is harmed") {
  const LongSweep sweep;
  Program first(sweep.task("first"), sweep.surroundings());
  REQUIRE(wait_until([&] { return sweep.has_published("first"); }));
  Program second(sweep.task("second"), sweep.surroundings());
  const Finished one = first.wait(), other = second.wait();
  INFO(one.err << other.err);
  CHECK(one.status == 0);
  CHECK_THAT(one.err, ContainsSubstring("stopped, as attempt second has taken the shard"));
  CHECK(other.status == 0);
  CHECK_THAT(other.err, ContainsSubstring("2 of 2 runs stored"));
  sweep.check_collected();
}

TEST_CASE("a task refuses data that are not those of the submission") {
  const FakeSlurm slurm;
  std::string rows = "a,b,y\n";
  for (int i = 0; i < 60; ++i)
    rows += std::to_string(i) + "," + std::to_string(i % 7) + "," + (i % 2 ? "no\n" : "yes\n");
  slurm.folder.write("rows.csv", rows);
  slurm.folder.write(
      "rows.json",
      R"({"base": {"dataset": {"name": "csv", "file": "rows.csv", "target": "y"}, "epochs": 1, "batch_size": 16}})");
  slurm.folder.write("hold", "");
  REQUIRE(slurm.run({"submit", "rows.json"}).status == 0);
  slurm.folder.write("rows.csv", rows + "1,2,no\n");
  const Finished task = slurm.run({"task", "rows-cluster", "1"});
  CHECK(task.status == 2);
  CHECK_THAT(task.err, ContainsSubstring("its data or its tryall differ"));
}

TEST_CASE("the shards that run --shard trains are the sweep when they are merged") {
  const SubmittedSweep sweep;
  for (const std::string shard : {"1/3", "2/3", "3/3"})
    REQUIRE(
        sweep.run({"run", "tiny.json", "-q", "--shard", shard, "--db", "part" + shard.substr(0, 1) + ".db"})
            .status == 0);
  REQUIRE(sweep.run({"merge", "part1.db", "part2.db", "part3.db", "--db", "merged.db"}).status == 0);
  CHECK(fingerprint_of(sweep.folder.path(), "merged.db") == sweep.expected());
  CHECK(fingerprint_of(sweep.folder.path(), "part1.db") != sweep.expected());
}

TEST_CASE("run --shard refuses what is no part, and a search that adapts") {
  const SubmittedSweep sweep;
  for (const char* shard : {"0/3", "4/3", "3", "a/b", "1/3x", "1/"}) {
    const Finished run = sweep.run({"run", "tiny.json", "--shard", shard});
    CHECK(run.status == 2);
    CHECK_THAT(run.err, ContainsSubstring("--shard: expected a part such as 3/8"));
  }
  sweep.folder.write("halving.json",
                     R"({"base": {"epochs": 4}, "axes": {"learning_rate": [0.1, 0.2, 0.3, 0.4]},
                                         "search": {"name": "halving", "eta": 2}})");
  const Finished adapts = sweep.run({"run", "halving.json", "--shard", "1/2"});
  CHECK(adapts.status == 2);
  CHECK_THAT(adapts.err, ContainsSubstring("tryall submit"));
}

}  // namespace submit_test
