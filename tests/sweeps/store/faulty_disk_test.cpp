// Stores that are made while the disk fails, one write after the other; scripts/fault-loop does it to the
// program.
#include "faulty_disk.hpp"

#include <functional>
#include <optional>

#include "catch.hpp"
#include "configs.hpp"
#include "records.hpp"
#include "temporary_folder.hpp"
#include "tryall/sweeps/store/baselines.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/examine.hpp"
#include "tryall/sweeps/store/merge.hpp"

namespace faulty_disk_test {

using namespace tryall::testing;
using tryall::sweeps::merge;
using tryall::sweeps::SqliteStore;

namespace {

/// A way of making a store in a folder.
struct Making {
  const char* name;
  std::function<void(const std::filesystem::path&folder)> given, make;
};

void add_runs(const std::filesystem::path& file, std::uint64_t seeds) {
  const auto group = group_record(config_with(0.1));
  std::vector<tryall::sweeps::RunRecord> runs;
  for (std::uint64_t seed = 0; seed < seeds; ++seed)
    runs.push_back(run_record(group, seed, completed_run(0.5, 4)));
  SqliteStore(file).add(runs);
}

void copy_old(const std::filesystem::path& folder) {
  std::filesystem::copy_file(TRYALL_GOLDEN "/stores/schema-1.db", folder / "runs.db");
}

const std::vector<Making> makings = {
    {"run", [](const auto&) {}, [](const auto& folder) { add_runs(folder / "runs.db", 3); }},
    {"merge", [](const auto& folder) { add_runs(folder / "a.db", 40); },
     [](const auto& folder) { merge({.sources = {folder / "a.db"}, .into = folder / "runs.db"}); }},
    {"baseline", [](const auto&) {},
     [](const auto& folder) {
       tryall::sweeps::save_baseline(folder / "runs.db", {"main", "2026-01-31T12:00:00Z", "{}"});
     }},
    {"upgrade", copy_old, [](const auto& folder) { tryall::sweeps::open_for_reading(folder / "runs.db"); }}};

/// What the file holds without its log.
std::string contents(const std::filesystem::path& file) {
  const TemporaryFolder folder;
  std::filesystem::copy_file(file, folder / "alone.db");
  const auto store = tryall::sweeps::open_for_reading(folder / "alone.db");
  return tryall::sweeps::fingerprint(*store) +
         store->execAndGet("SELECT count(*) FROM baselines").getString();
}

/// Makes the store while the disk fails; true where it was told to have succeeded.
bool succeeds(const Making& making, const TemporaryFolder& folder) {
  try {
    making.make(folder.path());
    return true;
  } catch (const tryall::Error&) {
    return false;
  }
}

void check_disturbed(const Making& making, const std::string& wanted, int first, int code, bool lasting) {
  CAPTURE(making.name, first, code, lasting);
  const TemporaryFolder folder;
  const auto file = folder / "runs.db";
  making.given(folder.path());
  bool made = false;
  {
    const FaultyDisk disk(first, code, lasting);
    made = succeeds(making, folder);
  }
  if (made)
    CHECK(tryall::sweeps::fingerprint(*tryall::sweeps::open_for_reading(file)) == wanted.substr(0, 32));
  if (std::filesystem::exists(file))
    CHECK(
        tryall::sweeps::examine(*tryall::sweeps::open_unchanged(file), tryall::sweeps::Depth::file).empty());
  making.make(folder.path());
  CHECK(contents(file) == wanted);
  for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
    CHECK(entry.path().string().find(".new-") == std::string::npos);
}

}  // namespace

TEST_CASE("a store that is made while the disk fails is whole or not there, and can be made afterwards") {
  for (const Making& making : makings) {
    const TemporaryFolder folder;
    making.given(folder.path());
    int writes = 0;
    {
      const FaultyDisk disk(1'000'000, SQLITE_FULL, true);
      making.make(folder.path());
      writes = FaultyDisk::count();
    }
    const std::string wanted = contents(folder / "runs.db");
    CAPTURE(making.name, writes);
    REQUIRE(writes > 20);
    constexpr int points = 12;
    for (int i = 0; i < points; ++i) {
      const int first = 1 + writes * i / points;
      check_disturbed(making, wanted, first, SQLITE_FULL, true);
      check_disturbed(making, wanted, first + 1, SQLITE_IOERR_WRITE, false);
      check_disturbed(making, wanted, writes - i, SQLITE_FULL, true);
    }
  }
}

TEST_CASE("a log that the disk does not take into the file is said once, and nothing is lost") {
  const TemporaryFolder folder;
  const auto file = folder / "runs.db";
  const auto group = group_record(config_with(0.1));
  std::vector<std::string> notes;
  const auto add = [&](std::uint64_t seed, SqliteStore& store) {
    store.add({run_record(group, seed, completed_run(0.5, 4))});
  };
  {
    SqliteStore made(file);
    add(0, made);
  }
  std::optional<FaultyDisk> disk(std::in_place, 1'000'000, SQLITE_FULL, true);
  {
    SqliteStore store(file, {.note = [&](const std::string& line) { notes.push_back(line); }});
    add(1, store);
    FaultyDisk::fail_from_now();
  }
  disk.reset();
  REQUIRE(notes.size() == 1);
  CHECK_THAT(notes[0], StartsWith(file.string() + ": what was written is safe, but in ") &&
                           ContainsSubstring("-wal") && ContainsSubstring("disk is full"));
  CHECK(tryall::sweeps::open_for_reading(file)->execAndGet("SELECT count(*) FROM runs").getInt() == 2);
  notes.clear();
  {
    SqliteStore store(file, {.note = [&](const std::string& line) { notes.push_back(line); }});
  }
  CHECK(notes.empty());
  CHECK_FALSE(std::filesystem::exists(file.string() + "-wal"));
}

}  // namespace faulty_disk_test
