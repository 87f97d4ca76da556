// What `tryall doctor` says of stores that were damaged in every way that SQL and a few bytes can.
#include "tryall/sweeps/store/examine.hpp"

#include "catch.hpp"
#include "records.hpp"
#include "temporary_folder.hpp"
#include "tryall/error.hpp"
#include "tryall/sweeps/store/connection.hpp"

namespace examine_test {

using namespace tryall::testing;
using tryall::sweeps::Depth;
using tryall::sweeps::Finding;
using tryall::sweeps::SqliteStore;

namespace {

/// A store of three runs in two groups, of one sweep.
struct ExaminedStore {
  ExaminedStore() {
    const auto one = group_record(config_with(0.1)), other = group_record(config_with(0.2));
    const std::vector<tryall::sweeps::RunRecord> runs = {run_record(one, 0, completed_run(0.5, 4)),
                                                         run_record(one, 1, diverged_run()),
                                                         run_record(other, 0, completed_run(0.25))};
    SqliteStore store(file);
    store.begin_sweep({"s", "{}", "test_loss", true, "2026-01-31T11:00:00Z"},
                      {runs[0].key, runs[1].key, runs[2].key, std::string(32, 'a')});
    store.add(runs);
    completed = runs[0].key;
    group = one.key;
  }

  std::vector<Finding> examine(Depth depth = Depth::content) const {
    return tryall::sweeps::examine(*tryall::sweeps::open_for_reading(file), depth);
  }

  /// The only finding after that change.
  std::string after(const std::string& sql, bool bad = true) const {
    SQLite::Database(file.string(), SQLite::OPEN_READWRITE).exec(sql);
    const std::vector<Finding> findings = examine();
    if (findings.size() != 1) return std::to_string(findings.size()) + " findings";
    CHECK(findings.front().bad == bad);
    return findings.front().text;
  }

  TemporaryFolder folder;
  std::filesystem::path file = folder / "runs.db";
  std::string completed, group;
};

}  // namespace

TEST_CASE("there is nothing to find in a sound store") {
  const ExaminedStore f;
  CHECK(f.examine().empty());
  CHECK(f.examine(Depth::file).empty());
}

TEST_CASE("a run that is not the one of its key is found, but not at a quick look") {
  const ExaminedStore f;
  CHECK(f.after("UPDATE runs SET seed = 7 WHERE key = '" + f.completed +
                "'; UPDATE results SET seed = 7 WHERE run_id = (SELECT id FROM runs WHERE key = '" +
                f.completed + "')") ==
        "1 run(s) whose key does not match their group and seed: " + f.completed);
  CHECK(f.examine(Depth::file).empty());
}

TEST_CASE("a config that was changed is found") {
  CHECK(ExaminedStore().after("UPDATE groups SET config = json_set(config, '$.epochs', 77) WHERE id = 1") ==
        "1 group(s) whose key does not match their config and data: " + ExaminedStore().group);
}

TEST_CASE("a config that is not canonical, or none at all, is found") {
  CHECK(ExaminedStore().after("UPDATE groups SET config = config || ' ' WHERE id = 1") ==
        "1 group(s) with a config that is not in canonical form: " + ExaminedStore().group);
  CHECK(ExaminedStore().after("UPDATE groups SET config = json_set(config, '$.nonsense', 1) WHERE id = 1") ==
        "1 group(s) with a config that is not in canonical form: " + ExaminedStore().group);
  CHECK(ExaminedStore().after(
            "UPDATE groups SET config = json_set(config, '$.optimizer.name', 'magic') WHERE id = 1") ==
        "1 group(s) with a config that cannot be read: " + ExaminedStore().group);
}

TEST_CASE("a config from before an axis was invented is sound") {
  const ExaminedStore f;
  SQLite::Database(f.file.string(), SQLite::OPEN_READWRITE)
      .exec("UPDATE groups SET config = json_remove(config, '$.mixup', '$.histograms')");
  CHECK(f.examine().empty());
}

TEST_CASE("data that are not those of the group's key are found") {
  CHECK(ExaminedStore().after("UPDATE datasets SET hash = 'other'") ==
        "2 group(s) whose key does not match their config and data: " + ExaminedStore().group + ", " +
            group_record(config_with(0.2)).key);
}

TEST_CASE("groups of other numerics versions are told of, but their keys are not judged") {
  CHECK_THAT(ExaminedStore().after("UPDATE groups SET numerics_version = 1, config = '{}'", false),
             StartsWith("2 group(s) with a numerics version other than"));
}

TEST_CASE("curves that are too short or too long are found, but not the epoch in which a run diverged") {
  const std::string set = "UPDATE runs SET curves = json_set(curves, ";
  CHECK(ExaminedStore().after(set + "'$.train_loss[4]', 1.5) WHERE seed = 0 AND epochs_done = 4") ==
        "1 run(s) with curves whose length differs from their epochs: " + ExaminedStore().completed);
  CHECK_THAT(ExaminedStore().after("UPDATE runs SET curves = json_remove(curves, '$.train_loss[0]')"),
             StartsWith("3 run(s) with curves whose length differs from their epochs: "));
  const ExaminedStore f;
  SQLite::Database(f.file.string(), SQLite::OPEN_READWRITE)
      .exec(set +
            "'$.train_loss[1]', 1e9) WHERE id = (SELECT run_id FROM results WHERE outcome = 'diverged')");
  CHECK(f.examine().empty());
}

TEST_CASE("curves that are none are found") {
  CHECK(ExaminedStore().after("UPDATE runs SET curves = '[]' WHERE key = '" + ExaminedStore().completed +
                              "'") ==
        "1 run(s) with curves that cannot be read: " + ExaminedStore().completed);
  CHECK(ExaminedStore().after("UPDATE runs SET curves = '{\"magic\": []}' WHERE key = '" +
                              ExaminedStore().completed + "'") ==
        "1 run(s) with a curve of an unknown metric: " + ExaminedStore().completed);
}

TEST_CASE("a value at the end that its curve does not end with is found") {
  const std::string change =
      "UPDATE results SET validation_loss = 0.125 WHERE run_id = (SELECT id FROM runs WHERE key = '" +
      ExaminedStore().completed + "')";
  CHECK(ExaminedStore().after(change) ==
        "1 run(s) with final values that differ from their curves: " + ExaminedStore().completed);
  CHECK_THAT(ExaminedStore().after("UPDATE results SET train_loss = NULL WHERE outcome = 'completed'"),
             StartsWith("2 run(s) with final values"));
}

TEST_CASE("the value of an earlier epoch is sound where the best weights were restored") {
  const TemporaryFolder folder;
  tryall::Config config = config_with(0.1);
  config.set("early_stopping", tryall::Choice{"patience", {{"restore_best", true}}});
  const auto group = group_record(config);
  auto result = completed_run(0.5, 4);
  result.final_values[tryall::train::validation_loss] = result.curves[tryall::train::validation_loss][1];
  SqliteStore(folder / "runs.db").add({run_record(group, 0, result)});
  const auto findings =
      tryall::sweeps::examine(*tryall::sweeps::open_for_reading(folder / "runs.db"), Depth::content);
  REQUIRE(findings.size() == 1);
  CHECK_FALSE(findings.front().bad);
  CHECK(findings.front().text == "1 run(s) belong to no sweep");
}

TEST_CASE("rows that refer to none are found, at a quick look, too") {
  const ExaminedStore f;
  CHECK(f.after("DELETE FROM environments") == "3 row(s) of runs refer to missing rows");
  CHECK(f.examine(Depth::file).size() == 1);
}

TEST_CASE("runs and results that do not belong together are found") {
  const ExaminedStore f;
  const std::string with = " WHERE run_id = (SELECT id FROM runs WHERE key = '" + f.completed + "')";
  const std::string finding = "1 run(s) whose group or result is missing: " + f.completed;
  CHECK(f.after("UPDATE results SET seed = 7" + with) == finding);
  CHECK(f.after("DELETE FROM results" + with) == finding);
  CHECK(ExaminedStore().after("DELETE FROM runs WHERE key = '" + f.completed + "'") ==
        "1 result(s) whose run is missing: " + f.group + " seed 0");
}

TEST_CASE("members of sweeps that are no keys are found") {
  CHECK(ExaminedStore().after("INSERT INTO sweep_runs VALUES(1, 'not a key')") ==
        "1 member(s) of sweeps that are not run keys: not a key");
}

TEST_CASE("of many damaged rows the first few are named") {
  const std::string other_seeds = "UPDATE runs SET seed = seed + 10; UPDATE results SET seed = seed + 10";
  CHECK_THAT(ExaminedStore().after(other_seeds),
             StartsWith("3 run(s) whose key") && !ContainsSubstring("..."));
  const ExaminedStore f;
  const auto one = group_record(config_with(0.1));
  SqliteStore(f.file).add({run_record(one, 5, diverged_run())});
  CHECK_THAT(
      f.after(other_seeds + "; INSERT INTO sweep_runs SELECT 1, key FROM runs WHERE true ON CONFLICT DO "
                            "NOTHING"),
      StartsWith("4 run(s) whose key") && ContainsSubstring(", ..."));
}

TEST_CASE("a page that was overwritten is found wherever it is") {
  constexpr std::size_t page = 4096;
  const ExaminedStore f;
  SQLite::Database(f.file.string(), SQLite::OPEN_READWRITE).exec("PRAGMA wal_checkpoint(TRUNCATE)");
  const std::string sound = read_file(f.file);
  REQUIRE(sound.size() > 8 * page);
  std::size_t found = 0, refused = 0, pages = sound.size() / page;
  for (std::size_t i = 1; i < pages; ++i) {
    std::string bytes = sound;
    bytes.replace(i * page, page, page, '\x5a');
    f.folder.write("runs.db", bytes);
    try {
      const auto findings = f.examine();
      found += !findings.empty() && findings.front().bad ? 1 : 0;
    } catch (const tryall::Error&) {
      ++refused;  // not even the list of tables can be read
    }
  }
  CHECK(found + refused == pages - 1);
  CHECK(found > refused);
}

TEST_CASE("rows that violate the conditions of their table are found, but not at a quick look") {
  for (const auto& [sql, finding] :
       {std::pair("UPDATE sweeps SET direction = 'up'",
                  "1 row(s) of sweeps are not as they must be: direction IN "),
        {"UPDATE metrics SET split = 'some' WHERE name = 'test_loss'",
         "1 row(s) of metrics are not as they must be: split IN "},
        {"UPDATE sweeps SET spec = '{'", "1 row(s) of sweeps are not as they must be: json_valid(spec)"}}) {
    const ExaminedStore f;
    CHECK_THAT(f.after(std::string("PRAGMA ignore_check_constraints = 1; ") + sql), StartsWith(finding));
    CHECK(f.examine(Depth::file).empty());
  }
}

}  // namespace examine_test
