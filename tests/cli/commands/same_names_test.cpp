// Sweeps of one name, each of which can be reached by its number.
#include "catch.hpp"
#include "two_sweeps.hpp"

using namespace tryall::testing;

TEST_CASE(
    "run says how an edited sweep differs from the one of that name, and under which numbers both are") {
  const TrainedSweep stored;
  const Finished edited =
      stored.run({"run", "tiny.json", "--set", "learning_rate=0.1,0.3", "--set", "epochs=1"});
  CHECK_THAT(edited.err, StartsWith("tiny differs from the sweep of that name that ran at 20"));
  CHECK_THAT(edited.err,
             ContainsSubstring(
                 "  epochs: 2 -> 1\n  learning_rate: added 0.3; removed 0.01\nboth are kept, as tiny#1 "
                 "and tiny#2\n"));
  CHECK_THAT(stored.run({"plan", "tiny.json", "--set", "epochs=1"}).err,
             StartsWith("tiny differs from the sweep of that name that ran at 20") &&
                 ContainsSubstring("a run keeps both, as tiny#2 and tiny#3\n"));
  CHECK(stored.run({"plan", "tiny.json"}).err == "");
  CHECK_THAT(stored.run({"run", "tiny.json", "--set", "learning_rate=0.1,0.3", "--set", "epochs=1"}).err,
             StartsWith("tiny: "));                                        // tiny#2 again
  CHECK_THAT(stored.run({"run", "tiny.json"}).err, StartsWith("tiny: "));  // tiny#1 again
  CHECK(stored.run({"run", "tiny.json", "--set", "epochs=3", "-q"}).err == "");
}

TEST_CASE("every command that takes a sweep takes its number") {
  const TwoTinySweeps stored;
  const auto rows = [&](const std::string& sweep) {
    return stored.query({"--sweep", sweep, "--runs", "--columns", "learning_rate", "--format", "csv"}).out;
  };
  CHECK_THAT(rows("tiny#1"), ContainsSubstring("0.01") && !ContainsSubstring("0.3"));
  CHECK_THAT(rows("tiny#2"), ContainsSubstring("0.3") && !ContainsSubstring("0.01"));
  CHECK(rows("tiny") == rows("tiny#2"));
  CHECK(rows("other#1") == rows("other"));
  CHECK_THAT(stored.run({"report", "--sweep", "tiny#1"}).err, StartsWith("report: tiny-1-"));
  REQUIRE(stored.run({"report", "--sweep", "tiny#2", "--json", "two.json"}).status == 0);
  CHECK_THAT(stored.written("two.json"), ContainsSubstring("\"tiny#2\""));
  CHECK_THAT(stored.run({"compare", "optimizer=adam", "optimizer=sgd", "--sweep", "tiny#1"}).out,
             ContainsSubstring("0.01"));
  const Finished same = stored.run({"compare", "tiny#1", "other"});
  CHECK(same.status == 3);
  CHECK_THAT(same.err,
             ContainsSubstring(
                 "the only settings that tiny#1 and other have in common are the same groups in both"));
  CHECK(stored.run({"baseline", "set", "one", "--sweep", "tiny#1"}).out ==
        "baseline one: 8 runs in 4 groups\n");
  CHECK_THAT(stored.run({"history", "--sweep", "tiny#2"}).out,
             ContainsSubstring("0.3") && !ContainsSubstring("0.01"));
  CHECK_THAT(stored.run({"confirm", "--sweep", "tiny#1", "--top", "1", "--seeds", "1"}).err,
             ContainsSubstring("tiny-confirm"));
  const Finished unknown = stored.query({"--sweep", "tiny#7"});
  CHECK(unknown.status == 2);
  CHECK_THAT(unknown.err, ContainsSubstring("tiny is the name of 2 sweeps: tiny#1 (last run 20"));
}

TEST_CASE("status shows the numbers, and one sweep where it is asked for") {
  const TwoTinySweeps stored;
  CHECK_THAT(stored.run({"status"}).out, ContainsSubstring("tiny#1: 8 of 8 runs") &&
                                             ContainsSubstring("tiny#2: 8 of 8 runs") &&
                                             ContainsSubstring("other: 4 of 4 runs"));
  CHECK(stored.run({"status", "--sweep", "tiny#2"}).out == "tiny#2: 8 of 8 runs stored; done\n");
  CHECK_THAT(stored.run({"status", "--sweep", "tiny"}).out,
             ContainsSubstring("tiny#1: ") && ContainsSubstring("tiny#2: ") && !ContainsSubstring("other"));
  CHECK_THAT(stored.run({"status", "--sweep", "tinny"}).err, ContainsSubstring("did you mean 'tiny'?"));
}

TEST_CASE("two sweeps are compared by definition and result") {
  const TwoTinySweeps stored;
  const Finished compared = stored.run({"compare", "--sweep", "tiny#1", "--sweep", "tiny#2"});
  INFO(compared.out << compared.err);
  CHECK_THAT(compared.out,
             StartsWith("definition: tiny#1 -> tiny#2\n  learning_rate: added 0.3; removed 0.01\n  runs: 8 "
                        "and 8, 4 of them in both\n"));
  CHECK_THAT(compared.out, ContainsSubstring("best of each, by validation_accuracy\n  tiny#1: "));
  CHECK_THAT(compared.out, ContainsSubstring("settings that both have, paired by seed\n"));
  const Finished json = stored.run({"compare", "--sweep", "other", "--sweep", "tiny#2", "--format", "json"});
  CHECK_THAT(json.out, ContainsSubstring("\"runs_in_both\": 0") && ContainsSubstring("\"added\": ["));
  CHECK_THAT(stored.run({"compare", "--sweep", "tiny", "--sweep", "tiny#2"}).err,
             ContainsSubstring("are the same sweep"));
  CHECK_THAT(stored.run({"compare", "--sweep", "tiny#1"}).err,
             ContainsSubstring("give two sides to compare"));
  CHECK(stored.run({"compare", "--sweep", "tiny#1", "--sweep", "tinny"}).status == 2);
}
