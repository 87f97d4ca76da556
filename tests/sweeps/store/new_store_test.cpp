// What is beside the place where a store is made: logs of one that was removed, and what killed processes
// left.
#include "store/file/new_store.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "catch.hpp"
#include "configs.hpp"
#include "records.hpp"
#include "temporary_folder.hpp"
#include "tryall/sweeps/store/collect_garbage.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/merge.hpp"

namespace new_store_test {

using namespace tryall::testing;
using tryall::sweeps::collect_garbage;
using tryall::sweeps::merge;
using tryall::sweeps::SqliteStore;

namespace {

std::vector<std::string> names_in(const TemporaryFolder& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

/// A store's log with a sweep in it that is not in its file.
std::string some_log(const TemporaryFolder& folder) {
  const auto file = folder / "old.db";
  const SqliteStore made(file);
  SQLite::Database writer(file.string(), SQLite::OPEN_READWRITE);
  writer.exec(
      "INSERT INTO sweeps(name, spec, metric, direction, started_at) VALUES('old', '{}', 'test_loss', "
      "'minimize', '')");
  return read_file(folder / "old.db-wal");
}

}  // namespace

TEST_CASE("the log of a store that was removed is not taken for the new one's") {
  const TemporaryFolder elsewhere, folder;
  const std::string log = some_log(elsewhere);
  REQUIRE(log.size() > 4096);
  for (const char* ending : {"-wal", "-journal"}) {
    const TemporaryFolder place;
    const auto file = place / "runs.db";
    place.write(std::string("runs.db") + ending, log);
    place.write("runs.db-shm", std::string(32768, 'x'));
    { const SqliteStore store(file); }
    CHECK(number(file, "SELECT count(*) FROM sweeps") == 0);
    CHECK(answers(file, "PRAGMA integrity_check") == std::vector<std::vector<std::string>>{{"ok"}});
    CHECK(read_file(file.string() + ending + ".old") == log);
  }
  folder.write("runs.db-wal", "");
  { const SqliteStore store(folder / "runs.db"); }
  CHECK(names_in(folder) == std::vector<std::string>{"runs.db"});
}

TEST_CASE("what a dead process left of a store that it made is removed, and never used") {
  const TemporaryFolder folder;
  const auto file = folder / "runs.db";
  const std::string here = "runs.db.new-" + std::to_string(getpid()) + "-0";
  folder.write(here, "junk");
  folder.write(here + "-wal", "junk");
  folder.write("runs.db.new-999999999-3", "junk");
  std::filesystem::create_directory(folder / "runs.db.new-00000001");
  std::filesystem::create_directory(folder / "runs.db.new-00000002");
  folder.write("runs.db.new-00000002/lock", "");
  folder.write("runs.db.new-00000002/runs.db", "junk");
  std::filesystem::create_directory(folder / "runs.db.new-00000003");
  folder.write("runs.db.new-00000003/runs.db", "of one that could not be removed, but for its lock");
  folder.write("runs.db.new-mine", "mine");
  folder.write("other.db.new-999999999-0", "another's");
  CHECK(tryall::sweeps::remove_half_made(file, true) == 5);
  { SqliteStore(file).begin_sweep({"s", "{}", "test_loss", true, "2026-01-31T12:00:00Z"}, {}); }
  CHECK(names_in(folder) ==
        std::vector<std::string>{"other.db.new-999999999-0", "runs.db", "runs.db.new-mine"});
  CHECK(number(file, "SELECT count(*) FROM sweeps") == 1);
}

TEST_CASE("the store that a living process makes is left alone") {
  const TemporaryFolder folder;
  tryall::sweeps::NewStore slow(folder / "runs.db");
  CHECK(tryall::sweeps::remove_half_made(folder / "runs.db") == 0);
  CHECK(std::filesystem::exists(slow.file()));
  CHECK(slow.publish());
  const std::string living = "runs.db.new-" + std::to_string(getppid()) + "-0";
  folder.write(living, "of an older program");
  CHECK(tryall::sweeps::remove_half_made(folder / "runs.db") == 0);
  CHECK(std::filesystem::exists(folder / living));
}

TEST_CASE("gc removes what killed processes left beside a store") {
  const TemporaryFolder folder;
  { const SqliteStore store(folder / "runs.db"); }
  std::filesystem::create_directory(folder / "runs.db.new-0000000a");
  folder.write("runs.db.new-0000000a/lock", "");
  CHECK(collect_garbage({.store = folder / "runs.db", .dry_run = true}).half_made == 1);
  CHECK(std::filesystem::exists(folder / "runs.db.new-0000000a"));
  CHECK(collect_garbage({.store = folder / "runs.db"}).half_made == 1);
  CHECK_FALSE(std::filesystem::exists(folder / "runs.db.new-0000000a"));
}

TEST_CASE("whoever writes to a store leaves all of it in the file, even while another reads") {
  const auto group = group_record(config_with(0.1));
  const auto alone = [](const std::filesystem::path& file, const std::string& sql) {
    const TemporaryFolder folder;
    std::filesystem::copy_file(file, folder / "copy.db");
    return number(folder / "copy.db", sql);
  };
  const TemporaryFolder folder;
  const auto file = folder / "runs.db";
  { const SqliteStore made(file); }
  const auto reader = tryall::sweeps::open_for_reading(file);
  tryall::sweeps::save_baseline(file, {"main", "2026-01-31T12:00:00Z", "{}"});
  CHECK(alone(file, "SELECT count(*) FROM baselines") == 1);
  SqliteStore(file).add({run_record(group, 0, completed_run(0.5))});
  CHECK(alone(file, "SELECT count(*) FROM v_runs") == 1);
  { SqliteStore(folder / "other.db").add({run_record(group, 1, completed_run(0.5))}); }
  merge({.sources = {folder / "other.db"}, .into = file});
  CHECK(alone(file, "SELECT count(*) FROM v_runs") == 2);
}

}  // namespace new_store_test
