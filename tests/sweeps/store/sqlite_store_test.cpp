#include "tryall/sweeps/store/sqlite_store.hpp"
#include "tryall/sweeps/store/connection.hpp"

#include <cmath>
#include <limits>

#include "catch.hpp"
#include "configs.hpp"
#include "records.hpp"
#include "sweep_text.hpp"
#include "temporary_folder.hpp"

using tryall::sweeps::GroupRecord;
using tryall::sweeps::open_for_reading;
using tryall::sweeps::RunRecord;
using tryall::sweeps::SqliteStore;
using tryall::sweeps::StoredRun;
using tryall::sweeps::SweepRecord;
using tryall::testing::answers;
using tryall::testing::completed_run;
using tryall::testing::config_with;
using tryall::testing::diverged_run;
using tryall::testing::group_record;
using tryall::testing::number;
using tryall::testing::run_record;
using tryall::testing::TemporaryFolder;
using tryall::train::Outcome;

namespace {

using Rows = std::vector<std::vector<std::string>>;

/// A store in a folder of its own, and two groups.
struct EmptyStore {
  TemporaryFolder folder;
  std::filesystem::path file = folder / "runs.db";
  GroupRecord one = group_record(config_with(0.1)), other = group_record(config_with(0.2));
};

SweepRecord sweep_named(const std::string& name) {
  return {name, "{}", "validation_accuracy", true, "2026-01-31T11:00:00Z"};
}

}  // namespace

TEST_CASE("what was added is found again after the store was closed") {
  const EmptyStore f;
  const std::vector<RunRecord> runs = {run_record(f.one, 0, completed_run(0.5)),
                                       run_record(f.one, 1, diverged_run())};
  std::int64_t sweep = 0;
  {
    SqliteStore store(f.file);
    sweep = store.begin_sweep(sweep_named("s"), {runs[0].key, runs[1].key, "never trained"});
    store.add(runs);
  }
  SqliteStore store(f.file);
  const std::vector<StoredRun> stored = store.stored_runs(sweep, "validation_accuracy");
  REQUIRE(stored.size() == 2);
  const StoredRun& first = stored[0].key == runs[0].key ? stored[0] : stored[1];
  const StoredRun& second = stored[0].key == runs[0].key ? stored[1] : stored[0];
  CHECK(first.outcome == Outcome::completed);
  CHECK(first.objective == 0.5);
  CHECK(second.key == runs[1].key);
  CHECK(second.outcome == Outcome::diverged);
  CHECK(std::isnan(second.objective));
}

TEST_CASE("every field of a run is stored") {
  const EmptyStore f;
  auto result = completed_run(0.25, 4);
  result.flops = 6e15;
  result.wall_seconds = 1.5;
  result.cpu_seconds = 1.25;
  result.message = "as \"it\" is; DROP TABLE runs";
  SqliteStore(f.file).add({run_record(f.one, 9223372036854775807, result)});
  CHECK(
      answers(f.file,
              "SELECT r.key, g.key, config, r.seed, s.outcome, message, epochs_done, steps_done, flops, "
              "cpu_seconds, wall_seconds, finished_at, hash, name, samples, test_samples, features, classes, "
              "g.setting_key, g.origin_id FROM runs r JOIN groups g ON g.id = r.group_id JOIN datasets d ON "
              "d.id = "
              "dataset_id JOIN results s ON s.group_id = g.id AND s.seed = r.seed AND s.run_id = r.id") ==
      Rows{{tryall::sweeps::run_key(f.one.key, 9223372036854775807),
            f.one.key,
            f.one.config,
            "9223372036854775807",
            "completed",
            result.message,
            "4",
            "40",
            "6.0e+15",
            "1.25",
            "1.5",
            "2026-01-31T12:00:00Z",
            "hash of digits",
            "digits",
            "100",
            "20",
            "4",
            "3",
            f.one.setting_key,
            "1"}});
  CHECK(answers(f.file,
                "SELECT count(*), min(length(version)) > 0, min(length(compiler)) > 0 FROM environments") ==
        Rows{{"1", "1", "1"}});
}

TEST_CASE("a metric that the library knows has a column of the results") {
  const EmptyStore f;
  auto result = completed_run(0);
  for (std::size_t i = 0; i < tryall::train::metrics().size(); ++i)
    result.final_values[i] = 0.5 + static_cast<double>(i);
  SqliteStore(f.file).add({run_record(f.one, 0, result)});
  const std::vector<std::string> names = tryall::train::metric_names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    CAPTURE(names[i]);
    CHECK(number(f.file, "SELECT " + names[i] + " FROM results") == 0.5 + static_cast<double>(i));
  }
}

TEST_CASE("every outcome but a cancelled one can be stored") {
  const EmptyStore f;
  SqliteStore store(f.file);
  std::uint64_t seed = 0;
  for (const Outcome outcome :
       {Outcome::completed, Outcome::diverged, Outcome::pruned, Outcome::timed_out, Outcome::failed}) {
    auto result = completed_run(0.5);
    result.outcome = outcome;
    store.add({run_record(f.one, seed++, result)});
    CHECK(answers(f.file, "SELECT outcome FROM results ORDER BY seed DESC LIMIT 1") ==
          Rows{{std::string(to_text(outcome))}});
  }
}

TEST_CASE("a run that is there already stays as it is") {
  const EmptyStore f;
  SqliteStore store(f.file);
  store.add({run_record(f.one, 0, completed_run(0.5))});
  store.add({run_record(f.one, 0, completed_run(0.75)), run_record(f.one, 1, completed_run(0.25))});
  CHECK(answers(f.file, "SELECT seed, validation_accuracy FROM results ORDER BY seed") ==
        Rows{{"0", "0.5"}, {"1", "0.25"}});
}

TEST_CASE("runs are stored all or none") {
  const EmptyStore f;
  SqliteStore store(f.file);
  store.add({run_record(f.other, 5, completed_run(0.5))});
  auto cancelled = completed_run(0.5);
  cancelled.outcome = Outcome::cancelled;
  CHECK_THAT(tryall::testing::message_of(
                 [&] {
                   store.add({run_record(f.one, 0, completed_run(0.5)), run_record(f.one, 1, cancelled)});
                 },
                 tryall::ErrorCode::failed),
             StartsWith(f.file.string() + ": "));
  CHECK(answers(f.file, "SELECT count(*) FROM runs") == Rows{{"1"}});
  CHECK(answers(f.file, "SELECT count(*) FROM groups") == Rows{{"1"}});
  store.add({run_record(f.one, 0, completed_run(0.5))});
  CHECK(answers(f.file, "SELECT count(*) FROM runs") == Rows{{"2"}});
}

TEST_CASE("values that are no numbers are stored as missing") {
  const EmptyStore f;
  const double infinity = std::numeric_limits<double>::infinity();
  auto result = completed_run(0.5);
  result.final_values[tryall::train::train_loss] = std::nan("");
  result.final_values[tryall::train::validation_loss] = infinity;
  result.final_values[tryall::train::test_loss] = -infinity;
  result.curves[tryall::train::train_loss] = {1.5, infinity, std::nan("")};
  SqliteStore(f.file).add({run_record(f.one, 0, result)});
  CHECK(answers(f.file, "SELECT train_loss, validation_loss, test_loss, train_accuracy FROM results") ==
        Rows{{"null", "null", "null", "0.5"}});
  CHECK(answers(f.file, "SELECT curves ->> 'train_loss' FROM runs") == Rows{{"[1.5,null,null]"}});
}

TEST_CASE("a sweep of the same name and spec is the same sweep") {
  const EmptyStore f;
  SqliteStore store(f.file);
  const std::int64_t first = store.begin_sweep(sweep_named("s"), {"a", "b"});
  SweepRecord again = sweep_named("s");
  again.metric = "test_loss";
  again.maximize = false;
  again.started_at = "2026-02-01T00:00:00Z";
  CHECK(store.begin_sweep(again, {"a", "b"}) == first);
  CHECK(answers(f.file, "SELECT metric, direction, started_at FROM sweeps") ==
        Rows{{"test_loss", "minimize", "2026-02-01T00:00:00Z"}});
  CHECK(answers(f.file, "SELECT count(*) FROM sweep_runs") == Rows{{"2"}});
  SweepRecord wider = sweep_named("s");
  wider.spec = "[]";
  CHECK(store.begin_sweep(wider, {"a"}) != first);
  CHECK(store.begin_sweep(sweep_named("t"), {"a"}) != first);
}

TEST_CASE("a sweep sees its own runs alone, whoever trained them") {
  const EmptyStore f;
  SqliteStore store(f.file);
  const RunRecord shared = run_record(f.one, 0, completed_run(0.5));
  const RunRecord own = run_record(f.other, 0, completed_run(0.75));
  const std::int64_t narrow = store.begin_sweep(sweep_named("narrow"), {shared.key});
  const std::int64_t wide = store.begin_sweep(sweep_named("wide"), {shared.key, own.key});
  CHECK(store.stored_runs(wide, "test_loss").empty());
  store.add({shared, own});
  CHECK(store.stored_runs(wide, "test_loss").size() == 2);
  REQUIRE(store.stored_runs(narrow, "test_loss").size() == 1);
  CHECK(store.stored_runs(narrow, "test_loss").front().key == shared.key);
}

TEST_CASE("runs are found by key, with their value of the metric") {
  const EmptyStore f;
  SqliteStore(f.file).add({run_record(f.one, 0, completed_run(0.5)), run_record(f.one, 1, diverged_run())});
  const auto database = open_for_reading(f.file);
  const std::string key = tryall::sweeps::run_key(f.one.key, 0);
  const auto found = tryall::sweeps::find_runs(*database, {"unknown", key}, "test_accuracy");
  REQUIRE(found.size() == 1);
  CHECK(found.front().key == key);
  CHECK(found.front().objective == 0.5);
  CHECK_THROWS_WITH(tryall::sweeps::find_runs(*database, {}, "tset_accuracy"),
                    ContainsSubstring("did you mean 'test_accuracy'?"));
}

TEST_CASE("who reads keeps no one from writing, and sees one state of the store") {
  const EmptyStore f;
  SqliteStore store(f.file);
  store.add({run_record(f.one, 0, completed_run(0.5))});
  const auto reader = open_for_reading(f.file);
  {
    SQLite::Transaction snapshot(*reader);
    CHECK(reader->execAndGet("SELECT count(*) FROM runs").getInt() == 1);
    store.add({run_record(f.one, 1, completed_run(0.5))});
    CHECK(reader->execAndGet("SELECT count(*) FROM runs").getInt() == 1);
  }
  CHECK(reader->execAndGet("SELECT count(*) FROM runs").getInt() == 2);
}

TEST_CASE("a store may be open twice at once") {
  const EmptyStore f;
  SqliteStore one(f.file), other(f.file);
  one.add({run_record(f.one, 0, completed_run(0.5))});
  other.add({run_record(f.one, 0, completed_run(0.9)), run_record(f.one, 1, completed_run(0.25))});
  one.add({run_record(f.other, 0, completed_run(0.5))});
  CHECK(answers(f.file, "SELECT count(*), max(validation_accuracy) FROM results") == Rows{{"3", "0.5"}});
}
