#include <algorithm>
#include <cmath>

#include "catch.hpp"
#include "configs.hpp"
#include "records.hpp"
#include "store/schema/axis_columns.hpp"
#include "store/schema/column_names.hpp"
#include "temporary_folder.hpp"
#include "tryall/numerics.hpp"

using tryall::Config;
using tryall::sweeps::GroupRecord;
using tryall::sweeps::SqliteStore;
using tryall::testing::answers;
using tryall::testing::completed_run;
using tryall::testing::config_with;
using tryall::testing::diverged_run;
using tryall::testing::group_record;
using tryall::testing::number;
using tryall::testing::run_record;

namespace {

using Rows = std::vector<std::vector<std::string>>;

/// A group with the accuracies 0.5, 0.75 and 0.625 and a diverged seed, and a group of one seed.
struct StoreOfTwoGroups {
  tryall::testing::TemporaryFolder folder;
  std::filesystem::path file = folder / "runs.db";
  GroupRecord four = group_record(config_with(0.1)), one;

  StoreOfTwoGroups() {
    Config config = config_with(0.2);
    config.set("optimizer", tryall::Choice{"momentum", {{"momentum", 0.5}}});
    config.set("batch_size", tryall::Value(std::string("full")));
    one = group_record(config);
    SqliteStore store(file);
    std::vector<tryall::sweeps::RunRecord> runs;
    for (const double value : {0.5, 0.75, 0.625})
      runs.push_back(run_record(four, runs.size(), completed_run(value)));
    runs.push_back(run_record(four, 3, diverged_run()));
    runs.push_back(run_record(one, 0, completed_run(0.25)));
    for (auto& run : runs) {
      run.result.wall_seconds = 2;
      run.result.cpu_seconds = 1.5;
    }
    store.add(runs);
    store.begin_sweep({"all", "{}", "test_loss", false, "2026-01-31T11:00:00Z"},
                      {runs[0].key, runs[3].key, runs[4].key, "missing"});
    store.begin_sweep({"nothing yet", "{}", "test_accuracy", true, "2026-01-31T12:00:00Z"}, {"missing"});
  }
};

std::vector<std::string> columns(const std::filesystem::path& file, const std::string& view) {
  std::vector<std::string> names;
  for (const auto& row : answers(file, "SELECT name FROM pragma_table_info('" + view + "')"))
    names.push_back(row[0]);
  return names;
}

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::count(names.begin(), names.end(), name) == 1;
}

}  // namespace

TEST_CASE("the runs' view has a column for each axis, each setting and each metric") {
  const StoreOfTwoGroups f;
  const auto names = columns(f.file, "v_runs");
  for (const tryall::Axis& axis : tryall::axes()) {
    CAPTURE(axis.name);
    CHECK(has(names, axis.name));
    if (!axis.is_choice()) continue;
    for (const auto* technique : axis.family->techniques)
      for (const auto& setting : technique->parameters) CHECK(has(names, axis.name + "_" + setting.name));
  }
  for (const std::string& metric : tryall::train::metric_names()) CHECK(has(names, metric));
  for (const char* name :
       {"run", "group_key", "seed", "outcome", "message", "epochs_done", "wall_seconds", "cpu"})
    CHECK(has(names, name));
}

TEST_CASE("the groups' view has each axis, and mean and deviation of each metric") {
  const StoreOfTwoGroups f;
  const auto names = columns(f.file, "v_groups");
  for (const tryall::Axis& axis : tryall::axes()) CHECK(has(names, axis.name));
  for (const std::string& metric : tryall::train::metric_names()) {
    CHECK(has(names, "mean_" + metric));
    CHECK(has(names, "sd_" + metric));
  }
}

TEST_CASE("a column of the views is an axis' or a metric's, or its name is kept from both") {
  const StoreOfTwoGroups f;
  std::vector<std::string> known = tryall::train::metric_names();
  for (const std::string& metric : tryall::train::metric_names())
    known.insert(known.end(), {"mean_" + metric, "sd_" + metric});
  for (const auto& axis : tryall::sweeps::axis_columns(*tryall::sweeps::open_for_reading(f.file)))
    known.push_back(axis.name);
  for (const char* view : {"v_runs", "v_groups"})
    for (const std::string& name : columns(f.file, view)) {
      CAPTURE(view, name);
      CHECK(has(known, name) != tryall::sweeps::is_fixed_column(name));
    }
}

TEST_CASE("the runs' view has a row for each run, with its settings") {
  const StoreOfTwoGroups f;
  CHECK(
      answers(
          f.file,
          "SELECT seed, outcome, optimizer, optimizer_beta1, optimizer_momentum, learning_rate, batch_size, "
          "model_hidden, validation_accuracy FROM v_runs ORDER BY learning_rate, seed") ==
      Rows{{"0", "completed", "adam", "0.9", "null", "0.1", "128", "[128]", "0.5"},
           {"1", "completed", "adam", "0.9", "null", "0.1", "128", "[128]", "0.75"},
           {"2", "completed", "adam", "0.9", "null", "0.1", "128", "[128]", "0.625"},
           {"3", "diverged", "adam", "0.9", "null", "0.1", "128", "[128]", "null"},
           {"0", "completed", "momentum", "null", "0.5", "0.2", "full", "[128]", "0.25"}});
  CHECK(answers(f.file, "SELECT DISTINCT dataset, dataset_hash, numerics_version FROM v_runs") ==
        Rows{{"digits", "hash of digits", std::to_string(tryall::numerics_version)}});
}

TEST_CASE("a group's mean and deviation are those computed by hand, over its completed seeds") {
  const StoreOfTwoGroups f;
  const std::string of_four = " FROM v_groups WHERE learning_rate = 0.1";
  CHECK(answers(f.file, "SELECT n, completed, diverged, wall_seconds, cpu_seconds, group_key" + of_four) ==
        Rows{{"4", "3", "1", "8.0", "6.0", f.four.key}});
  CHECK(number(f.file, "SELECT mean_validation_accuracy" + of_four) == Approx(0.625));
  CHECK(number(f.file, "SELECT sd_validation_accuracy" + of_four) == Approx(0.125));  // sqrt(2 * 0.125^2 / 2)
  CHECK(number(f.file, "SELECT sd_test_loss" + of_four) == Approx(0.125));
}

TEST_CASE("a group of one seed has a mean and no deviation") {
  const StoreOfTwoGroups f;
  CHECK(answers(
            f.file,
            "SELECT n, mean_validation_accuracy, sd_validation_accuracy FROM v_groups WHERE learning_rate = "
            "0.2") == Rows{{"1", "0.25", "null"}});
}

TEST_CASE("the deviation does not drown in rounding") {
  const StoreOfTwoGroups f;
  const GroupRecord large = group_record(config_with(0.3));
  SqliteStore(f.file).add({run_record(large, 0, completed_run(1e9 + 1)),
                           run_record(large, 1, completed_run(1e9 + 2)),
                           run_record(large, 2, completed_run(1e9 + 4))});
  CHECK(number(f.file, "SELECT sd_test_loss FROM v_groups WHERE learning_rate = 0.3") ==
        Approx(std::sqrt(42.0 / 18)));
}

TEST_CASE("the curves' view has a row for each metric and epoch, epochs from 1") {
  const StoreOfTwoGroups f;
  CHECK(answers(f.file, "SELECT metric, epoch, value FROM v_curves WHERE run = '" +
                            tryall::sweeps::run_key(f.one.key, 0) +
                            "' AND metric LIKE 'train_%' ORDER BY metric, epoch") ==
        Rows{{"train_accuracy", "1", "0.125"},
             {"train_accuracy", "2", "0.25"},
             {"train_loss", "1", "0.125"},
             {"train_loss", "2", "0.25"},
             {"train_rmse", "1", "0.125"},
             {"train_rmse", "2", "0.25"}});
  CHECK(answers(f.file, "SELECT group_key, seed, metric, epoch, value FROM v_curves WHERE run = '" +
                            tryall::sweeps::run_key(f.four.key, 3) + "'") ==
        Rows{{f.four.key, "3", "train_loss", "1", "7.5"}});
}

TEST_CASE("the sweeps' view counts runs asked for, stored and diverged") {
  const StoreOfTwoGroups f;
  CHECK(answers(f.file,
                "SELECT name, metric, direction, started_at, runs, stored, diverged, wall_seconds FROM "
                "v_sweeps ORDER "
                "BY sweep") ==
        Rows{{"all", "test_loss", "minimize", "2026-01-31T11:00:00Z", "4", "3", "1", "6.0"},
             {"nothing yet", "test_accuracy", "maximize", "2026-01-31T12:00:00Z", "1", "0", "0", "0"}});
}

TEST_CASE("a view that an earlier program made is read with its new columns, and made anew by what writes") {
  const StoreOfTwoGroups f;
  const std::string earlier =
      "CREATE VIEW v_groups AS SELECT key AS group_key, 4 AS n, 8.0 AS wall_seconds FROM groups";
  {
    SQLite::Database database(f.file.string(), SQLite::OPEN_READWRITE);
    database.exec("DROP VIEW v_groups");
    database.exec(earlier);
  }
  const std::string asked = "SELECT cpu_seconds FROM v_groups WHERE learning_rate = 0.1";
  CHECK(tryall::sweeps::open_for_reading(f.file)->execAndGet(asked).getDouble() == 6);
  const auto stored = [&] {
    const SQLite::Database database(f.file.string(), SQLite::OPEN_READONLY);
    SQLite::Statement view(database, "SELECT sql FROM sqlite_master WHERE name = 'v_groups'");
    REQUIRE(view.executeStep());
    return view.getColumn(0).getString();
  };
  CHECK(stored() == earlier);
  { const SqliteStore store(f.file); }
  CHECK_THAT(stored(), ContainsSubstring("cpu_seconds"));
  CHECK(answers(f.file, asked) == Rows{{"6.0"}});
  CHECK(answers(f.file, "SELECT count(*) FROM runs") == Rows{{"5"}});
}
