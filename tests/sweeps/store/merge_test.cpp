#include "tryall/sweeps/store/merge.hpp"

#include "catch.hpp"
#include "records.hpp"
#include "sweep_text.hpp"
#include "temporary_folder.hpp"
#include "tryall/sweeps/store/connection.hpp"

namespace merge_test {

using namespace tryall::testing;
using tryall::sweeps::GroupRecord;
using tryall::sweeps::MergeReport;
using tryall::sweeps::open_for_reading;
using tryall::sweeps::RunRecord;
using tryall::sweeps::SqliteStore;
using tryall::train::Outcome;
using tryall::train::RunResult;

namespace {

using Rows = std::vector<std::vector<std::string>>;

/// Stores in a folder of their own, and two groups.
struct StoresToMerge {
  TemporaryFolder folder;
  std::filesystem::path a = folder / "a.db", b = folder / "b.db", into = folder / "into.db";
  GroupRecord one = group_record(config_with(0.1)), other = group_record(config_with(0.2));

  RunRecord run(std::uint64_t seed, const RunResult& result = completed_run(0.5)) const {
    return run_record(one, seed, result);
  }
};

std::string fingerprint(const std::filesystem::path& store) {
  return tryall::sweeps::fingerprint(*open_for_reading(store));
}

/// Merges and gives the fingerprint of what came out.
std::string merged(const std::vector<std::filesystem::path>& sources, const std::filesystem::path& into) {
  REQUIRE(tryall::sweeps::merge({.sources = sources, .into = into}).merged);
  return fingerprint(into);
}

RunResult ended(Outcome outcome, const std::string& message) {
  RunResult result;
  result.outcome = outcome;
  result.message = message;
  return result;
}

tryall::sweeps::SweepRecord sweep_started(const std::string& when, const std::string& metric) {
  return {"s", "{}", metric, true, when};
}

}  // namespace

TEST_CASE("merging brings the runs of several stores together, in whatever order") {
  const StoresToMerge f;
  SqliteStore(f.a).add({f.run(0), f.run(1), run_record(f.other, 0, diverged_run())});
  SqliteStore(f.b).add({f.run(1), f.run(2, completed_run(0.25))});
  const MergeReport report = tryall::sweeps::merge({.sources = {f.a, f.b}, .into = f.into});
  CHECK(report.merged);
  CHECK(report.changed);
  REQUIRE(report.stores.size() == 2);
  CHECK(report.stores[0].runs == 3);
  CHECK(report.stores[0].added == 3);
  CHECK(report.stores[1].runs == 2);
  CHECK(report.stores[1].added == 1);
  CHECK(report.stores[1].known == 1);
  SqliteStore(f.folder / "all.db")
      .add({f.run(0), f.run(1), f.run(2, completed_run(0.25)), run_record(f.other, 0, diverged_run())});
  CHECK(fingerprint(f.into) == fingerprint(f.folder / "all.db"));
  CHECK(merged({f.b, f.a}, f.folder / "backwards.db") == fingerprint(f.into));
  CHECK(
      answers(f.into, "SELECT learning_rate, seed, outcome, dataset, host != '' FROM v_runs ORDER BY 1, 2") ==
      Rows{{"0.1", "0", "completed", "digits", "1"},
           {"0.1", "1", "completed", "digits", "1"},
           {"0.1", "2", "completed", "digits", "1"},
           {"0.2", "0", "diverged", "digits", "1"}});
  CHECK(answers(f.into, "PRAGMA foreign_key_check").empty());
}

TEST_CASE("merging the same again changes nothing, nor does merging a store with itself") {
  const StoresToMerge f;
  {
    SqliteStore store(f.a);
    const RunRecord run = f.run(0);
    store.begin_sweep(sweep_started("2026-01-01T00:00:00Z", "test_loss"), {run.key, "not trained"});
    store.add({run});
    store.keep(
        {{"k", false, {1, 7, std::vector<std::byte>(10)}}, {"k", true, {2, 14, std::vector<std::byte>(10)}}},
        {});
  }
  CHECK(tryall::sweeps::merge({.sources = {f.a}, .into = f.into}).changed);
  const MergeReport again = tryall::sweeps::merge({.sources = {f.a, f.a}, .into = f.into});
  CHECK(again.merged);
  CHECK_FALSE(again.changed);
  CHECK(again.stores[0].known == 1);
  const MergeReport itself =
      tryall::sweeps::merge({.sources = {f.folder.path() / "." / "a.db"}, .into = f.a});
  CHECK(itself.stores.front().is_target);
  CHECK_FALSE(itself.changed);
}

TEST_CASE("an environment is stored once, and only with runs that were made in it") {
  const StoresToMerge f;
  SqliteStore(f.a).add({f.run(0)});
  SqliteStore(f.b).add({f.run(0)});
  SqliteStore(f.into).add({f.run(1)});
  run_sql(f.b, "UPDATE environments SET host = 'elsewhere'");
  merged({f.a, f.b}, f.into);
  CHECK(answers(f.into, "SELECT count(*) FROM environments") == Rows{{"1"}});
  SqliteStore(f.b).add({f.run(5)});
  run_sql(f.b, "UPDATE environments SET host = 'elsewhere'||id");
  merged({f.b}, f.into);
  CHECK(answers(f.into, "SELECT count(*) FROM v_runs WHERE host LIKE 'elsewhere%'") == Rows{{"1"}});
}

TEST_CASE("different results of a run are refused with what differs and where they were made") {
  const StoresToMerge f;
  RunResult other = completed_run(0.5, 4);
  other.curves[tryall::train::validation_loss][2] = 0.75;
  other.curves[tryall::train::train_loss][3] = 0.75;
  other.final_values[tryall::train::test_loss] = 0.25;
  SqliteStore(f.into).add({f.run(0, completed_run(0.5, 4))});
  SqliteStore(f.b).add({f.run(0, other), f.run(1)});
  run_sql(f.b, "UPDATE environments SET instruction_set = 'avx512', \"commit\" = 'abcdef', version = '9.9'");
  const std::string before = fingerprint(f.into);
  const MergeReport report = tryall::sweeps::merge({.sources = {f.b}, .into = f.into});
  CHECK_FALSE(report.merged);
  CHECK(fingerprint(f.into) == before);
  CHECK(report.stores.front().contradicting == 1);
  REQUIRE(report.contradictions.size() == 1);
  const tryall::sweeps::Contradiction& found = report.contradictions.front();
  CHECK(found.run_key == tryall::sweeps::run_key(f.one.key, 0));
  CHECK(found.difference == "validation_loss from epoch 3 on and 1 more curve, test_loss at the end");
  CHECK(found.here == f.into);
  CHECK(found.there == f.b);
  CHECK_THAT(found.there_environment, StartsWith("avx512, tryall 9.9 at abcdef"));
  CHECK_THAT(found.here_environment, ContainsSubstring(", tryall "));
}

TEST_CASE("every part of a result can contradict") {
  const auto difference_after = [](auto&& change) {
    const StoresToMerge f;
    RunResult result = completed_run(0.5);
    change(result);
    SqliteStore(f.a).add({f.run(0)});
    SqliteStore(f.b).add({f.run(0, result)});
    const MergeReport report = tryall::sweeps::merge({.sources = {f.a, f.b}, .into = f.into});
    return report.contradictions.empty() ? "nothing" : report.contradictions.front().difference;
  };
  CHECK(difference_after([](RunResult& result) { result.wall_seconds = 99; }) == "nothing");
  CHECK(difference_after([](RunResult& result) { result.outcome = Outcome::pruned; }) ==
        "outcome (completed, pruned)");
  CHECK(difference_after([](RunResult& result) { result.message = "m"; }) == "message (, m)");
  CHECK(difference_after([](RunResult& result) { ++result.epochs_done; }) == "epochs_done (2, 3)");
  CHECK(difference_after([](RunResult& result) { ++result.steps_done; }) == "steps_done (20, 21)");
  CHECK(difference_after([](RunResult& result) { result.histograms.push_back({}); }) == "histograms");
  CHECK(difference_after([](RunResult& result) { result.curves[0].pop_back(); }) ==
        "train_loss from epoch 2 on");
  for (std::size_t i = 0; i < tryall::train::metrics().size(); ++i)
    CHECK(difference_after([&](RunResult& result) { result.final_values[i] = 0.5000000000000001; }) ==
          tryall::train::metric_names()[i] + " at the end");
}

TEST_CASE("contradictions between two sources leave no new store behind") {
  const StoresToMerge f;
  SqliteStore(f.a).add({f.run(0)});
  SqliteStore(f.b).add({f.run(0, completed_run(0.25))});
  const MergeReport report = tryall::sweeps::merge({.sources = {f.a, f.b}, .into = f.into});
  REQUIRE(report.contradictions.size() == 1);
  CHECK(report.contradictions.front().here == f.a);
  CHECK(report.contradictions.front().there == f.b);
  CHECK_FALSE(std::filesystem::exists(f.into));
  CHECK_FALSE(std::filesystem::exists(f.into.string() + "-wal"));
}

TEST_CASE("contradictions can be skipped: what was there first stays, the rest is merged, they are told") {
  const StoresToMerge f;
  SqliteStore(f.into).add({f.run(0, completed_run(0.5))});
  SqliteStore(f.b).add({f.run(0, completed_run(0.25)), f.run(1, completed_run(0.75))});
  const MergeReport report =
      tryall::sweeps::merge({.sources = {f.b}, .into = f.into, .skip_contradictions = true});
  CHECK(report.merged);
  CHECK(report.contradictions.size() == 1);
  CHECK(answers(f.into, "SELECT seed, test_loss FROM v_runs ORDER BY 1") ==
        Rows{{"0", "0.5"}, {"1", "0.75"}});
}

TEST_CASE("a result goes before a failure or a time-out, whichever store comes first") {
  const Outcome outcome = GENERATE(Outcome::failed, Outcome::timed_out);
  const StoresToMerge f;
  SqliteStore(f.a).add({f.run(0, ended(outcome, "no memory")), f.run(1, diverged_run())});
  SqliteStore(f.b).add({f.run(0), f.run(1, ended(outcome, "no memory"))});
  run_sql(f.b, "UPDATE environments SET host = 'b'");
  const MergeReport report = tryall::sweeps::merge({.sources = {f.b}, .into = f.a});
  CHECK(report.merged);
  CHECK(report.stores.front().replaced == 1);
  CHECK(report.stores.front().known == 1);
  CHECK(answers(f.a, "SELECT seed, outcome, host FROM v_runs ORDER BY 1")[0] ==
        std::vector<std::string>{"0", "completed", "b"});
  CHECK(merged({f.a}, f.b) == fingerprint(f.a));
}

TEST_CASE("of two different failures the same one stays, whichever store comes first") {
  const StoresToMerge f;
  SqliteStore(f.a).add({f.run(0, ended(Outcome::failed, "no memory"))});
  SqliteStore(f.b).add({f.run(0, ended(Outcome::timed_out, "after 3 s"))});
  CHECK(merged({f.a, f.b}, f.into) == merged({f.b, f.a}, f.folder / "backwards.db"));
}

TEST_CASE("sweeps come with what belongs to them, and of one that both know the newer question stays") {
  const StoresToMerge f;
  {
    SqliteStore a(f.a), b(f.b);
    a.begin_sweep(sweep_started("2026-01-02T00:00:00Z", "test_loss"), {f.run(0).key, f.run(1).key});
    a.add({f.run(0)});
    b.begin_sweep(sweep_started("2026-01-01T00:00:00Z", "train_loss"), {f.run(1).key, f.run(2).key});
    b.add({f.run(1)});
  }
  merged({f.a, f.b}, f.into);
  merged({f.b, f.a}, f.folder / "backwards.db");
  for (const auto& store : {f.into, f.folder / "backwards.db"})
    CHECK(answers(store, "SELECT name, metric, started_at, runs, stored FROM v_sweeps") ==
          Rows{{"s", "test_loss", "2026-01-02T00:00:00Z", "3", "2"}});
}

TEST_CASE("checkpoints stay where they are") {
  const StoresToMerge f;
  const std::vector<std::byte> state(100, std::byte{7});
  SqliteStore(f.a).keep({{"x", false, {1, 10, state}}, {"x", true, {5, 50, state}}}, {});
  SqliteStore(f.b).keep({{"y", false, {1, 10, state}}}, {});
  merged({f.a}, f.into);
  CHECK_FALSE(std::filesystem::exists(checkpoints_of(f.into)));
  merged({f.a, f.into}, f.b);
  CHECK(checkpoint_answers(f.b, "SELECT key FROM checkpoints") == Rows{{"y"}});
  CHECK(checkpoint_answers(f.a, "SELECT steps_done FROM checkpoints ORDER BY 1") == Rows{{"50"}});
}

TEST_CASE("a source of an older version is merged and stays as it is") {
  const StoresToMerge f;
  std::filesystem::copy_file(TRYALL_GOLDEN "/stores/schema-1.db", f.a);
  const std::string before = read_file(f.a);
  merged({f.a}, f.into);
  CHECK(answers(f.into, "SELECT count(*) FROM v_runs") == Rows{{"8"}});
  CHECK(read_file(f.a) == before);
}

TEST_CASE("a source that is being written is merged as far as it is committed") {
  const StoresToMerge f;
  SqliteStore store(f.a);
  store.add({f.run(0)});
  SQLite::Database writer(f.a.string(), SQLite::OPEN_READWRITE);
  const SQLite::Transaction transaction(writer, SQLite::TransactionBehavior::IMMEDIATE);
  writer.exec("DELETE FROM runs");
  merged({f.a}, f.into);
  CHECK(answers(f.into, "SELECT count(*) FROM runs") == Rows{{"1"}});
}

TEST_CASE("a source that is no store is named and nothing is made") {
  const StoresToMerge f;
  SqliteStore(f.a).add({f.run(0)});
  SqliteStore(f.b).add({f.run(1)});
  run_sql(f.b, "PRAGMA user_version = 99");
  const auto refused = [&](const std::filesystem::path& source) {
    return message_of([&] { tryall::sweeps::merge({.sources = {f.a, source}, .into = f.into}); });
  };
  CHECK_THAT(refused(f.b), StartsWith(f.b.string() + ": was written by a newer tryall"));
  CHECK_THAT(refused(f.folder / "c.db"), StartsWith((f.folder / "c.db").string() + ": no such store"));
  CHECK_THAT(refused(f.folder.write("text.db", std::string(5000, 'x'))), ContainsSubstring("is not a store"));
  CHECK_FALSE(std::filesystem::exists(f.into));
}

TEST_CASE("a damaged source is named and nothing is merged") {
  const StoresToMerge f;
  SqliteStore(f.into).add({f.run(7)});
  SqliteStore(f.a).add({f.run(0)});
  SqliteStore(f.b).add({f.run(1)});
  run_sql(f.b, "UPDATE runs SET seed = 2; UPDATE results SET seed = 2");
  CHECK_THAT(message_of([&] {
               tryall::sweeps::merge({.sources = {f.a, f.b}, .into = f.into});
             }),
             StartsWith(f.b.string() + ": is damaged: run " + f.run(1).key + " does not match its key"));
  CHECK(answers(f.into, "SELECT seed FROM runs") == Rows{{"7"}});
  run_sql(f.b, "UPDATE runs SET seed = 1; UPDATE results SET seed = 1; DELETE FROM environments");
  CHECK_THAT(message_of([&] {
               tryall::sweeps::merge({.sources = {f.a, f.b}, .into = f.into});
             }),
             StartsWith(f.b.string() + ": is damaged: some runs refer to missing rows"));
  CHECK(answers(f.into, "SELECT seed FROM runs") == Rows{{"7"}});
}

TEST_CASE("where the store that others are merged into is the damaged one, it is named") {
  for (const char* damage : {"DELETE FROM groups", "DELETE FROM results", "DELETE FROM environments",
                             "UPDATE results SET run_id = run_id + 5", "UPDATE runs SET group_id = 77"}) {
    INFO(damage);
    const StoresToMerge f;
    SqliteStore(f.into).add({f.run(7), f.run(8)});
    SqliteStore(f.a).add({f.run(7), f.run(9)});
    run_sql(f.into, damage);
    std::string message;
    try {
      tryall::sweeps::merge({.sources = {f.a}, .into = f.into});
    } catch (const tryall::Error& error) {
      message = error.what();
    }
    CHECK_THAT(message, !ContainsSubstring(f.a.string() + ": is damaged"));
    if (!message.empty()) CHECK_THAT(message, StartsWith(f.into.string() + ": "));
  }
}

}  // namespace merge_test
