// The store's file is removed, moved or replaced while a sweep writes to it.
#include <fstream>

#include "catch.hpp"
#include "configs.hpp"
#include "fake_trainer.hpp"
#include "plans.hpp"
#include "records.hpp"
#include "sweep_text.hpp"
#include "temporary_folder.hpp"
#include "tryall/sweeps/run/execute.hpp"
#include "tryall/sweeps/store/connection.hpp"

namespace lost_store_test {

using namespace tryall::testing;
using tryall::sweeps::SqliteStore;
namespace fs = std::filesystem;

namespace {

/// A store with a run, to which another is added after `disturb`: what is said then. A third follows after
/// that.
std::string message_after(const TemporaryFolder& folder,
                          const std::function<void(const fs::path&)>& disturb) {
  const auto file = folder / "runs.db";
  const auto group = group_record(config_with(0.1));
  std::string message;
  {
    SqliteStore store(file);
    store.add({run_record(group, 0, completed_run(0.5))});
    disturb(file);
    store.add({run_record(group, 1, completed_run(0.25))});
    message = message_of([&] { store.check(); }, tryall::ErrorCode::failed);
    store.add({run_record(group, 2, completed_run(0.75))});
    CHECK(message_of([&] { store.claim(1, {"k"}, {}); }, tryall::ErrorCode::failed) == message);
  }
  return message;
}

}  // namespace

TEST_CASE("a store that is removed while it is written is saved beside its place, the last runs too") {
  const TemporaryFolder folder;
  const std::string file = (folder / "runs.db").string();
  CHECK(message_after(folder, [](const fs::path& at) { fs::remove(at); }) ==
        file +
            ": was removed while the sweep ran; the sweep is stopped, and all its results so far are saved "
            "in " +
            file + ".saved. To go on: mv " + file + ".saved " + file + ", and run the same command again");
  CHECK(number(folder / "runs.db.saved", "SELECT count(*) FROM v_runs") == 3);
  fs::rename(folder / "runs.db.saved", file);
  { const SqliteStore store(file); }
  CHECK(number(file, "SELECT count(*) FROM v_runs") == 3);
}

TEST_CASE("a store that is replaced while it is written is saved, and the other is left alone") {
  const TemporaryFolder folder, elsewhere;
  const auto other = elsewhere / "other.db";
  { SqliteStore(other).begin_sweep({"other", "{}", "test_loss", true, "2026-01-31T12:00:00Z"}, {}); }
  const std::string message = message_after(folder, [&](const fs::path& at) {
    fs::copy_file(other, at.string() + ".tmp");
    fs::rename(at.string() + ".tmp", at);
  });
  CHECK_THAT(message, ContainsSubstring("was replaced by another file while the sweep ran") &&
                          ContainsSubstring("are saved in " + (folder / "runs.db.saved").string()));
  CHECK(number(folder / "runs.db.saved", "SELECT count(*) FROM v_runs") == 3);
}

TEST_CASE("a store that is moved away, or all of whose files are removed, is saved") {
  const TemporaryFolder folder;
  CHECK_THAT(message_after(folder, [](const fs::path& at) { fs::rename(at, at.string() + ".moved"); }),
             ContainsSubstring("was removed"));
  CHECK(number(folder / "runs.db.saved", "SELECT count(*) FROM v_runs") == 3);
  const TemporaryFolder another;
  CHECK_THAT(message_after(another,
                           [](const fs::path& at) {
                             for (const char* ending : {"", "-wal", "-shm"}) fs::remove(at.string() + ending);
                           }),
             ContainsSubstring("was removed"));
  CHECK(number(another / "runs.db.saved", "SELECT count(*) FROM v_runs") == 3);
}

TEST_CASE("a store whose log is removed while it is written is saved") {
  const TemporaryFolder folder;
  CHECK_THAT(message_after(folder, [](const fs::path& at) { fs::remove(at.string() + "-wal"); }),
             ContainsSubstring("lost its log"));
  CHECK(number(folder / "runs.db.saved", "SELECT count(*) FROM v_runs") == 3);
}

TEST_CASE("a store that is overwritten in place by as many bytes is noticed") {
  const TemporaryFolder folder;
  const auto file = folder / "runs.db";
  const auto group = group_record(config_with(0.1));
  SqliteStore store(file);
  store.add({run_record(group, 0, completed_run(0.5))});
  const auto size = fs::file_size(file);
  std::fstream(file, std::ios::in | std::ios::out | std::ios::binary) << std::string(size, 'x');
  REQUIRE(fs::file_size(file) == size);
  CHECK_THAT(message_of([&] { store.check(); }, tryall::ErrorCode::failed),
             StartsWith(file.string() + ": was overwritten while the sweep ran"));
}

TEST_CASE("a store over which another one is copied is noticed, and the other one stays sound") {
  const TemporaryFolder folder;
  const auto file = folder / "runs.db", other = folder / "other.db";
  const auto group = group_record(config_with(0.1));
  const bool settled = GENERATE(false, true);
  std::size_t runs = GENERATE(1, 40, 400);  // smaller, as large and larger than the other
  {
    SqliteStore store(other);
    for (std::size_t seed = 0; seed < 40; ++seed) store.add({run_record(group, seed, completed_run(0.5))});
  }
  {
    SqliteStore store(file);
    for (std::size_t seed = 0; seed < runs; ++seed) store.add({run_record(group, seed, completed_run(0.25))});
    if (settled) {
      SQLite::Database connection(file.string(), SQLite::OPEN_READWRITE);
      connection.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      store.check();  // a checkpoint of others is no loss
    }
    const std::string bytes = read_file(other);
    {
      std::fstream place(file, std::ios::in | std::ios::out | std::ios::binary);
      place << bytes;
    }
    if (fs::file_size(file) > bytes.size()) fs::resize_file(file, bytes.size());
    CHECK_THAT(message_of([&] { store.check(); }, tryall::ErrorCode::failed),
               StartsWith(file.string() + ": was ") && ContainsSubstring("while the sweep ran"));
  }
  CHECK(number(file, "SELECT count(*) FROM v_runs") == 40);
}

TEST_CASE("a store that others write to, or whose time is set, is not taken to be overwritten") {
  const TemporaryFolder folder;
  const auto file = folder / "runs.db";
  const auto group = group_record(config_with(0.1));
  SqliteStore store(file);
  SqliteStore beside(file);
  for (std::size_t seed = 0; seed < 60; ++seed) {
    (seed % 2 == 0 ? store : beside).add({run_record(group, seed, completed_run(0.5))});
    if (seed % 7 == 0) {
      SQLite::Database connection(file.string(), SQLite::OPEN_READWRITE);
      connection.exec("PRAGMA wal_checkpoint(PASSIVE)");
    }
    if (seed % 9 == 0) fs::last_write_time(file, fs::file_time_type::clock::now());
    store.check();
    beside.check();
  }
  CHECK(number(file, "SELECT count(*) FROM v_runs") == 60);
}

TEST_CASE("a store whose folder is removed is saved, and the way back makes the folder") {
  const TemporaryFolder folder;
  const std::string message =
      message_after(folder, [](const fs::path& at) { fs::remove_all(at.parent_path()); });
  const std::string file = (folder / "runs.db").string();
  const std::size_t begin = message.find("saved in ") + 9;
  const std::string saved = message.substr(begin, message.find(". To go on") - begin);
  CHECK_THAT(message, StartsWith(file + ": was removed while the sweep ran") &&
                          ContainsSubstring("To go on: mkdir -p " + folder.path().string() + ", then mv " +
                                            saved + " " + file));
  CHECK(number(saved, "SELECT count(*) FROM v_runs") == 3);
  for (const char* ending : {"", "-wal", "-shm"}) fs::remove(saved + ending);
}

TEST_CASE("what was saved before is not replaced") {
  const TemporaryFolder folder;
  folder.write("runs.db.saved", "from before");
  CHECK_THAT(message_after(folder, [](const fs::path& at) { fs::remove(at); }),
             ContainsSubstring("runs.db.saved-2"));
  CHECK(read_file(folder / "runs.db.saved") == "from before");
  CHECK(number(folder / "runs.db.saved-2", "SELECT count(*) FROM v_runs") == 3);
}

TEST_CASE("a sweep whose store is removed stops, and what it trained is saved") {
  const TemporaryFolder folder;
  const auto file = folder / "runs.db";
  FakeTrainer trainer([&](const tryall::Config& config, std::uint64_t seed, const tryall::train::Hooks&) {
    if (seed == 10) fs::remove(file);
    return completed_run(score(config, seed), epochs_of(config));
  });
  const auto plan = make_plan(sweep_of(R"({"name": "lost", "axes": {"seed": {"count": 100000}}})"), trainer);
  SqliteStore store(file);
  CHECK_THAT(
      message_of([&] { execute(plan, {.trainer = trainer, .store = store}); }, tryall::ErrorCode::failed),
      ContainsSubstring("was removed while the sweep ran"));
  const double saved = number(folder / "runs.db.saved", "SELECT count(*) FROM v_runs");
  CHECK(saved == static_cast<double>(trainer.calls().size()));
  CHECK(saved < 100000);
}

TEST_CASE("a sweep whose store is removed during its last run says so") {
  const TemporaryFolder folder;
  const auto file = folder / "runs.db";
  FakeTrainer trainer([&](const tryall::Config& config, std::uint64_t seed, const tryall::train::Hooks&) {
    if (seed == 4) fs::remove(file);
    return completed_run(score(config, seed), epochs_of(config));
  });
  const auto plan = make_plan(sweep_of(R"({"name": "lost", "axes": {"seed": {"count": 5}}})"), trainer);
  SqliteStore store(file);
  CHECK_THAT(
      message_of([&] { execute(plan, {.trainer = trainer, .store = store}); }, tryall::ErrorCode::failed),
      ContainsSubstring("was removed while the sweep ran"));
  CHECK(number(folder / "runs.db.saved", "SELECT count(*) FROM v_runs") == 5);
}

}  // namespace lost_store_test
