// Stores of older versions, as that version's program wrote them (tests/golden/stores), are brought up to
// date.
#include "catch.hpp"
#include "configs.hpp"
#include "records.hpp"
#include "sweep_text.hpp"
#include "temporary_folder.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/examine.hpp"

using tryall::sweeps::open_for_reading;
using tryall::sweeps::SqliteStore;
using tryall::testing::answers;
using tryall::testing::checkpoint_answers;
using tryall::testing::number;
using tryall::testing::TemporaryFolder;

namespace {

using Rows = std::vector<std::vector<std::string>>;

/// A copy of the store that version left.
std::filesystem::path store_of_version(int version, const TemporaryFolder& folder) {
  std::filesystem::path file = folder / "runs.db";
  std::filesystem::copy_file(std::string(TRYALL_GOLDEN "/stores/schema-") + std::to_string(version) + ".db",
                             file);
  return file;
}

void check_all_there(const std::filesystem::path& file) {
  CHECK(number(file, "PRAGMA user_version") == tryall::sweeps::schema_version);
  CHECK(answers(file, "SELECT count(*), outcome FROM v_runs GROUP BY outcome ORDER BY outcome") ==
        Rows{{"4", "completed"}, {"4", "diverged"}});
  CHECK(answers(file, "SELECT name, runs, stored, diverged FROM v_sweeps") ==
        Rows{{"first-schema", "8", "8", "4"}});
  CHECK(number(file, "SELECT count(*) FROM v_curves WHERE metric = 'validation_accuracy'") == 8);
  CHECK(answers(file, "SELECT DISTINCT dataset, optimizer FROM v_runs ORDER BY 2") ==
        Rows{{"digits", "adam"}, {"digits", "sgd"}});
  CHECK(answers(file, "SELECT DISTINCT task FROM datasets") == Rows{{"classification"}});
  CHECK(answers(file, "PRAGMA integrity_check") == Rows{{"ok"}});
}

}  // namespace

TEST_CASE("a store of version 1 is brought up to date when it is opened for writing, and nothing is lost") {
  const TemporaryFolder folder;
  const auto file = store_of_version(1, folder);
  { const SqliteStore store(file); }
  check_all_there(file);
}

TEST_CASE("a store of version 1 is brought up to date when it is only read") {
  const TemporaryFolder folder;
  const auto file = store_of_version(1, folder);
  open_for_reading(file);
  check_all_there(file);
}

TEST_CASE("a store of version 3, killed inside a run, is brought up to date with its checkpoint") {
  const TemporaryFolder folder;
  const auto file = store_of_version(3, folder);
  { const SqliteStore store(file); }
  CHECK(number(file, "PRAGMA user_version") == tryall::sweeps::schema_version);
  CHECK(tryall::sweeps::fingerprint(*open_for_reading(file)) == "06cf2b661086859c693db646baec6003");
  CHECK(answers(file, "SELECT * FROM checkpoints").empty());  // it moved to the file beside the store
  CHECK(checkpoint_answers(file, "SELECT steps_done, length(state) FROM checkpoints") ==
        Rows{{"7587", "73320"}});
  CHECK(answers(file, "SELECT DISTINCT compiler, flags, libraries FROM v_runs") ==
        Rows{{"GNU 12.2.0", "", ""}});
  CHECK(answers(file, "PRAGMA foreign_key_check").empty());
  CHECK(answers(file, "PRAGMA integrity_check") == Rows{{"ok"}});
}

TEST_CASE("a store of version 4, with a baseline, is brought up to date: what its runs cost is not known") {
  const TemporaryFolder folder;
  const auto file = store_of_version(4, folder);
  { const SqliteStore store(file); }
  CHECK(number(file, "PRAGMA user_version") == tryall::sweeps::schema_version);
  CHECK(tryall::sweeps::fingerprint(*open_for_reading(file)) == "7913c589e6122dae39fe1dfd7d6d4cc0");
  CHECK(answers(file, "SELECT count(*), count(flops) FROM v_runs") == Rows{{"4", "0"}});
  CHECK(answers(file, "SELECT name FROM baselines") == Rows{{"first"}});
  CHECK(answers(file, "PRAGMA integrity_check") == Rows{{"ok"}});
}

TEST_CASE("a migrated store takes new runs") {
  const TemporaryFolder folder;
  const auto file = store_of_version(1, folder);
  const auto group = tryall::testing::group_record(tryall::testing::config_with(0.1));
  SqliteStore(file).add({tryall::testing::run_record(group, 0, tryall::testing::completed_run(0.5))});
  CHECK(number(file, "SELECT count(*) FROM v_runs") == 9);
  CHECK(number(file, "SELECT validation_r2 FROM v_runs WHERE validation_r2 IS NOT NULL") == 0.5);
}

TEST_CASE("a store of version 5 is brought up to date: each metric stands in the results, once") {
  const TemporaryFolder folder;
  const auto file = store_of_version(5, folder);
  { const SqliteStore store(file); }
  CHECK(number(file, "PRAGMA user_version") == tryall::sweeps::schema_version);
  CHECK(tryall::sweeps::fingerprint(*open_for_reading(file)) == "8423bba40a60051e1b1aa2a17e028e28");
  CHECK(
      answers(file,
              "SELECT outcome, count(*), count(test_accuracy), count(flops), count(cpu_seconds) FROM v_runs "
              "GROUP BY 1 ORDER BY 1") ==
      Rows{{"completed", "6", "6", "6", "0"}, {"diverged", "2", "0", "2", "0"}});
  CHECK(answers(file, "SELECT DISTINCT trainer, revision, repository, length(setting_key) FROM v_runs") ==
        Rows{{"", "", "", "32"}});
  CHECK(number(file, "SELECT count(*) FROM v_histograms") > 0);
  CHECK(answers(file, "SELECT name FROM baselines") == Rows{{"first"}});
  for (const auto& finding :
       tryall::sweeps::examine(*open_for_reading(file), tryall::sweeps::Depth::content)) {
    INFO(finding.text);
    CHECK_FALSE(finding.bad);  // their keys are of an older numerics version, no more
    CHECK_THAT(finding.text, ContainsSubstring("group(s) with a numerics version other than"));
  }
}

TEST_CASE("a fresh store and one brought up to date have the same tables and views") {
  const TemporaryFolder folder;
  const std::string everything =
      "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY 1, 2";
  { const SqliteStore fresh(folder / "fresh.db"); }
  const auto expected = answers(folder / "fresh.db", everything);
  for (const int version : {1, 3, 4, 5}) {
    CAPTURE(version);
    const TemporaryFolder other;
    const auto file = store_of_version(version, other);
    { const SqliteStore store(file); }
    CHECK(answers(file, everything) == expected);
    CHECK(answers(file, "SELECT name, column_name FROM metrics") ==
          answers(folder / "fresh.db", "SELECT name, column_name FROM metrics"));
  }
}
