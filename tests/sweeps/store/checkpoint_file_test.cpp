#include "store/checkpoints/checkpoint_file.hpp"

#include <fstream>

#include "catch.hpp"
#include "interrupting_trainers.hpp"
#include "plans.hpp"
#include "records.hpp"
#include "sweep_text.hpp"
#include "temporary_folder.hpp"
#include "tryall/sweeps/run/execute.hpp"

namespace checkpoint_file_test {

using namespace tryall::testing;
using tryall::sweeps::CheckpointFile;
using tryall::sweeps::CheckpointRecord;
using tryall::sweeps::NativeTrainer;
using tryall::sweeps::SqliteStore;

namespace {

namespace fs = std::filesystem;
using Rows = std::vector<std::vector<std::string>>;

CheckpointRecord record(const std::string& key, bool at_end, std::size_t bytes) {
  return {key, at_end, {1, 10, std::vector<std::byte>(bytes, std::byte{7})}};
}

/// A place for a store, of which only the checkpoints exist.
struct Place {
  CheckpointFile open(std::int64_t most_bytes = 1 << 20) {
    return CheckpointFile({.store = store, .most_bytes = most_bytes, .note = [this](const std::string& line) {
                             noted += line;
                           }});
  }
  std::string keys() const {
    std::string text;
    for (const auto& row : checkpoint_answers(store, "SELECT key FROM checkpoints ORDER BY id"))
      text += row[0];
    return text;
  }
  void write(const std::string& text) const { std::ofstream(file, std::ios::binary) << text; }
  std::string bytes() const { return read_file(file); }

  TemporaryFolder folder;
  fs::path store = folder / "runs.db", file = checkpoints_of(store);
  std::string noted;
};

}  // namespace

TEST_CASE("beyond the limit the oldest final checkpoints go, those of trainings in progress never") {
  Place place;
  SECTION("the oldest first") {
    for (const char* key : {"a", "b", "c", "d"}) place.open(3000).keep({record(key, true, 900)}, {});
    CHECK(place.keys() == "cd");
  }
  SECTION("none in progress, although they take more than the limit") {
    auto file = place.open(3000);
    file.keep({record("a", true, 900)}, {});
    for (const char* key : {"1", "2", "3", "4"}) file.keep({record(key, false, 900)}, {});
    CHECK(place.keys() == "1234");
  }
  SECTION("a final one that is larger than the limit is not kept, and costs no other") {
    auto file = place.open(3000);
    file.keep({record("a", true, 900)}, {});
    file.keep({record("b", true, 3001), record("c", false, 3001)}, {});
    file.keep({}, {"c"});
    CHECK(place.keys().find('b') == std::string::npos);
  }
  SECTION("a limit of nothing keeps those in progress alone") {
    auto file = place.open(0);
    file.keep({record("a", true, 1), record("b", false, 900)}, {});
    CHECK(place.keys() == "b");
  }
  SECTION("what an earlier process kept counts, too") {
    for (const char* key : {"a", "b", "c"}) place.open(1 << 20).keep({record(key, true, 900)}, {});
    place.open(2500).keep({record("d", true, 900)}, {});
    CHECK(place.keys() == "cd");
  }
  CHECK(place.noted == "");
}

TEST_CASE("the file of checkpoints can be deleted or damaged at any time, and is made anew") {
  Place place;
  auto file = place.open();
  file.keep({record("a", false, 5000)}, {});
  REQUIRE(file.find("a", 10));
  SECTION("deleted") {
    for (const char* ending : {"", "-wal", "-shm"}) fs::remove(place.file.string() + ending);
    CHECK_FALSE(file.find("a", 10));
    CHECK(place.noted == "");
  }
  SECTION("deleted, its log left behind") {
    fs::remove(place.file);
    CHECK_FALSE(file.find("a", 10));
  }
  SECTION("replaced by nothing") {
    fs::remove(place.file);
    place.write("");
    CHECK_FALSE(file.find("a", 10));
  }
  SECTION("another form of the file") {
    run_sql(place.file, "PRAGMA user_version = 99");
    CHECK_FALSE(place.open().find("a", 10));
  }
  file.keep({record("b", false, 100)}, {});
  if (place.noted != "") file.keep({record("b", false, 100)}, {});
  CHECK(place.open().find("b", 10));
  CHECK(place.keys() == "b");
}

TEST_CASE("a damaged file of checkpoints is noted and begun anew") {
  Place place;
  for (int i = 0; i < 20; ++i) place.open().keep({record(std::to_string(i), true, 5000)}, {});
  std::string bytes = place.bytes();
  SECTION("overwritten") { bytes.replace(4096, bytes.size() - 4096, std::string(bytes.size() - 4096, 'x')); }
  SECTION("cut short") { bytes.resize(5000); }
  SECTION("the middle is zeros") { bytes.replace(200, 30'000, std::string(30'000, '\0')); }
  place.write(bytes);
  auto file = place.open();
  CHECK(file.facts().empty());
  CHECK_THAT(place.noted, ContainsSubstring("was damaged and is begun anew"));
  file.keep({record("b", false, 100)}, {});
  CHECK(place.keys() == "b");
}

TEST_CASE("a state that is not what was kept is not found") {
  Place place;
  place.open().keep({record("a", true, 5000), record("b", true, 5000)}, {});
  const auto found = [&](const char* key) { return place.open().find(key, 10).has_value(); };
  REQUIRE((found("a") && found("b")));
  SECTION("a bit of it") {
    run_sql(place.file,
            "UPDATE checkpoints SET state = CAST(replace(state, x'07', x'08') AS BLOB) WHERE key = 'a'");
  }
  SECTION("its length") {
    run_sql(place.file, "UPDATE checkpoints SET state = substr(state, 2) WHERE key = 'a'");
  }
  SECTION("its epoch") { run_sql(place.file, "UPDATE checkpoints SET epochs_done = 2 WHERE key = 'a'"); }
  SECTION("whose it is") {
    run_sql(place.file,
            "UPDATE checkpoints SET state = x'07', hash = (SELECT hash FROM checkpoints WHERE key = 'b') "
            "WHERE key = 'a'");
  }
  CHECK_FALSE(found("a"));
  CHECK(found("b"));
}

TEST_CASE("what is no file of checkpoints stays as it is, and nothing is kept") {
  Place place;
  std::string before;
  SECTION("text") { place.write(before = "my notes\n"); }
  SECTION("another program's database") {
    run_sql(place.file, "CREATE TABLE mine(x); INSERT INTO mine VALUES(1)");
    before = place.bytes();
  }
  SECTION("a store") {
    { const SqliteStore made(place.file); }
    before = place.bytes();
  }
  SECTION("a folder") { fs::create_directory(place.file); }
  auto file = place.open();
  file.keep({record("a", false, 100)}, {});
  file.keep({record("b", false, 100)}, {});
  CHECK(file.facts().empty());
  CHECK_FALSE(file.find("a", 10));
  CHECK_THAT(place.noted, ContainsSubstring("cannot be used"));
  CHECK(std::count(place.noted.begin(), place.noted.end(), '\n') == 1);
  if (fs::is_regular_file(place.file)) CHECK(place.bytes() == before);
}

TEST_CASE("the checkpoints of a store that is a link are beside the file") {
  const TemporaryFolder folder;
  fs::create_directory(folder / "deep");
  { const SqliteStore made(folder / "deep/runs.db"); }
  fs::create_symlink("deep/runs.db", folder / "link.db");
  SqliteStore(folder / "link.db").keep({record("a", false, 100)}, {});
  CHECK(SqliteStore(folder / "deep/runs.db").checkpoint("a", 10));
}

TEST_CASE("no file of checkpoints is made where none is kept") {
  const TemporaryFolder folder;
  {
    SqliteStore store(folder / "runs.db");
    store.keep({}, {"a"});
    CHECK(store.checkpoints().empty());
  }
  CHECK_FALSE(fs::exists(checkpoints_of(folder / "runs.db")));
}

TEST_CASE("the checkpoints of an older store move to the file, those beyond the limit left out") {
  Place place;
  { const SqliteStore made(place.store); }
  run_sql(place.store,
          "INSERT INTO checkpoints(key, steps_done, epochs_done, at_end, state, kept_at) VALUES"
          "('a', 10, 1, 1, zeroblob(900), '2026-01-01T00:00:00Z'), ('b', 10, 1, 1, zeroblob(900), "
          "'2026-01-03T00:00:00Z'), ('c', 10, 1, 0, zeroblob(900), '2026-01-02T00:00:00Z')");
  SqliteStore store(place.store, {}, 2500);
  CHECK(answers(place.store, "SELECT * FROM checkpoints").empty());
  CHECK(place.keys() == "cb");
  CHECK(store.checkpoint("b", 10)->state == std::vector<std::byte>(900));
  CHECK(checkpoint_answers(place.store, "SELECT kept_at FROM checkpoints ORDER BY id") ==
        Rows{{"2026-01-02T00:00:00Z"}, {"2026-01-03T00:00:00Z"}});
}

TEST_CASE("a sweep whose file of checkpoints is gone or damaged ends with the same bits") {
  const TemporaryFolder folder;
  const auto plan_of = [](tryall::sweeps::Trainer& trainer) {
    return tryall::sweeps::make_plan(
        sweep_of(
            R"({"name": "s", "base": {"dataset": "iris", "batch_size": 16}, "axes": {"epochs": [12], "seed": [1, 2]}})"),
        trainer);
  };
  NativeTrainer trainer(".");
  {
    SqliteStore store(folder / "whole.db");
    execute(plan_of(trainer), {.trainer = trainer, .store = store});
  }
  const auto file = folder / "runs.db";
  {
    std::stop_source stop;
    Stopping stopping(stop, 30);
    SqliteStore store(file);
    execute(plan_of(stopping), {.trainer = stopping, .store = store, .stop = stop.get_token()});
  }
  REQUIRE(checkpoint_answers(file, "SELECT count(*) FROM checkpoints") == Rows{{"1"}});
  SECTION("gone") { fs::remove(checkpoints_of(file)); }
  SECTION("cut short") { fs::resize_file(checkpoints_of(file), 5000); }
  SECTION("another state") {
    run_sql(checkpoints_of(file), "UPDATE checkpoints SET state = zeroblob(length(state))");
  }
  SECTION("whole"){} {
    SqliteStore store(file);
    CHECK(execute(plan_of(trainer), {.trainer = trainer, .store = store}).stored == 2);
  }
  CHECK(store_fingerprint(file) == store_fingerprint(folder / "whole.db"));
}

}  // namespace checkpoint_file_test
