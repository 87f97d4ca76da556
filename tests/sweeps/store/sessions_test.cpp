// Processes that carry out the same sweep on the same store share its runs.
#include <SQLiteCpp/Database.h>

#include <thread>

#include "catch.hpp"
#include "configs.hpp"
#include "door.hpp"
#include "fake_trainer.hpp"
#include "records.hpp"
#include "store/process.hpp"
#include "sweep_text.hpp"
#include "temporary_folder.hpp"
#include "tryall/sweeps/run/execute.hpp"
#include "tryall/sweeps/run/read_status.hpp"
#include "tryall/sweeps/run/status.hpp"
#include "tryall/sweeps/store/connection.hpp"

using tryall::Config;
using tryall::sweeps::Claim;
using tryall::sweeps::execute;
using tryall::sweeps::open_for_reading;
using tryall::sweeps::Plan;
using tryall::sweeps::ProcessId;
using tryall::sweeps::SqliteStore;
using tryall::sweeps::Summary;
using tryall::testing::answers;
using tryall::testing::completed_run;
using tryall::testing::FakeTrainer;
using tryall::testing::number;
using tryall::testing::score;
using tryall::testing::TemporaryFolder;
using tryall::train::Hooks;

namespace {

Plan plan_of_seeds(int count) {
  FakeTrainer trainer;
  return make_plan(tryall::testing::sweep_of(
                       R"({"name": "shared", "axes": {"learning_rate": [0.1, 0.2], "seed": {"count": )" +
                       std::to_string(count) + "}}}"),
                   trainer);
}

/// A process that is no more, with a sweep of its own.
std::int64_t dead_session(SqliteStore& store) {
  const auto sweep = store.begin_sweep({"other", "{}", "test_loss", false, "2026-01-31T12:00:00Z"}, {"k0"});
  ProcessId process = ProcessId::current();
  process.start = "before this one";
  return store.open_session({.sweep = sweep, .process = process});
}

}  // namespace

TEST_CASE("two crews on one store train each run once and both end with all of it") {
  const TemporaryFolder folder;
  const auto file = folder / "runs.db";
  const Plan plan = plan_of_seeds(200);
  std::vector<FakeTrainer> trainers(2);
  std::vector<Summary> summaries(2);
  { const SqliteStore made(file); }
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < 2; ++i)
    threads.emplace_back([&, i] {
      SqliteStore store(file);
      summaries[i] = execute(plan, {.trainer = trainers[i], .store = store, .jobs = 2});
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(summaries[0].trained + summaries[1].trained == 400);
  CHECK(summaries[0].stored == 400);
  CHECK(summaries[1].stored == 400);
  std::map<std::string, int> times;
  for (const FakeTrainer& trainer : trainers)
    for (const auto& [what, count] : trainer.calls()) times[what] += count;
  CHECK(times.size() == 400);
  for (const auto& [what, count] : times) CHECK(count == 1);
  CHECK(number(file, "SELECT count(*) FROM claims") == 0);
}

TEST_CASE("a worker waits for the run that another process trains, and counts it as trained elsewhere") {
  const TemporaryFolder folder;
  const auto file = folder / "runs.db";
  const Plan plan = plan_of_seeds(1);
  { const SqliteStore made(file); }
  tryall::testing::Door entered, release;
  FakeTrainer slow([&](const Config& config, std::uint64_t seed, const Hooks&) {
    entered.open();
    release.wait();
    return completed_run(score(config, seed), epochs_of(config));
  });
  std::thread first([&] {
    SqliteStore store(file);
    execute(plan, {.trainer = slow, .store = store});
  });
  entered.wait();
  FakeTrainer quick;
  SqliteStore store(file);
  const Summary summary = execute(plan, {.trainer = quick,
                                         .store = store,
                                         .show =
                                             [&](const tryall::sweeps::SweepProgress& progress) {
                                               if (progress.done == 1) release.open();
                                             },
                                         .tick = std::chrono::milliseconds(1)});
  first.join();
  CHECK(summary.trained == 1);
  CHECK(summary.elsewhere == 1);
  CHECK(summary.stored == 2);
  CHECK_FALSE(summary.interrupted);
}

TEST_CASE("what a dead process had claimed can be had at once") {
  const TemporaryFolder folder;
  SqliteStore store(folder / "runs.db");
  const std::int64_t dead = dead_session(store);
  CHECK(store.claim(dead, {"k0", "k1"}, {}) == std::vector<Claim>{Claim::ours, Claim::ours});
  const std::int64_t sweep =
      store.begin_sweep({"s", "{}", "test_loss", false, "2026-01-31T12:00:00Z"}, {"k0"});
  const std::int64_t here = store.open_session({.sweep = sweep, .process = ProcessId::current()});
  CHECK(store.claim(here, {"k1", "k2"}, {}) == std::vector<Claim>{Claim::ours, Claim::ours});
  const std::int64_t other = store.open_session({.sweep = sweep, .process = ProcessId::current()});
  CHECK(store.claim(other, {"k0", "k1", "k3"}, {}) ==
        std::vector<Claim>{Claim::ours, Claim::elsewhere, Claim::ours});
  store.close_session(here);
  CHECK(store.claim(other, {"k1"}, {}) == std::vector<Claim>{Claim::ours});
}

TEST_CASE("a process of another host keeps its claims until it has been silent for a minute") {
  const TemporaryFolder folder;
  const auto file = folder / "runs.db";
  SqliteStore store(file);
  const std::int64_t sweep =
      store.begin_sweep({"s", "{}", "test_loss", false, "2026-01-31T12:00:00Z"}, {"k"});
  const std::int64_t far = store.open_session({.sweep = sweep, .process = {"another host", 1, "5"}});
  const std::int64_t here = store.open_session({.sweep = sweep, .process = ProcessId::current()});
  store.claim(far, {"k"}, {});
  CHECK(store.claim(here, {"k"}, {}) == std::vector<Claim>{Claim::elsewhere});
  SQLite::Database(file.string(), SQLite::OPEN_READWRITE)
      .exec("UPDATE sessions SET seen_at = '2026-01-31T12:00:00Z' WHERE host = 'another host'");
  CHECK(store.claim(here, {"k"}, {}) == std::vector<Claim>{Claim::ours});
}

TEST_CASE("a dead process of a host whose clock is ahead, or which says nonsense, does not keep its claims") {
  for (const char* seen : {"2999-01-31T12:00:00Z", "soon", ""}) {
    CAPTURE(seen);
    const TemporaryFolder folder;
    const auto file = folder / "runs.db";
    SqliteStore store(file);
    const std::int64_t sweep =
        store.begin_sweep({"s", "{}", "test_loss", false, "2026-01-31T12:00:00Z"}, {"k"});
    const std::int64_t far = store.open_session({.sweep = sweep, .process = {"another host", 1, "5"}});
    const std::int64_t here = store.open_session({.sweep = sweep, .process = ProcessId::current()});
    store.claim(far, {"k"}, {});
    SQLite::Database other(file.string(), SQLite::OPEN_READWRITE);
    other.exec("UPDATE sessions SET seen_at = '" + std::string(seen) + "' WHERE host = 'another host'");
    CHECK(store.claim(here, {"k"}, {}) == std::vector<Claim>{Claim::elsewhere});
    // From now on its silence counts.
    other.exec(
        "UPDATE sessions SET seen_at = strftime('%Y-%m-%dT%H:%M:%SZ', seen_at, '-61 seconds') "
        "WHERE host = 'another host'");
    CHECK(store.claim(here, {"k"}, {}) == std::vector<Claim>{Claim::ours});
  }
}

TEST_CASE("a copy of a store at work does not wait for the original's process") {
  const TemporaryFolder folder;
  const auto file = folder / "runs.db", copied = folder / "copy.db", restored = folder / "restored.db";
  SqliteStore store(file);
  const std::int64_t sweep =
      store.begin_sweep({"s", "{}", "test_loss", false, "2026-01-31T12:00:00Z"}, {"k"});
  const std::int64_t at_work = store.open_session({.sweep = sweep, .process = ProcessId::current()});
  store.claim(at_work, {"k"}, {});
  SQLite::Database(file.string(), SQLite::OPEN_READWRITE).exec("VACUUM INTO '" + restored.string() + "'");
  SQLite::Database(file.string(), SQLite::OPEN_READWRITE).exec("PRAGMA wal_checkpoint(TRUNCATE)");
  std::filesystem::copy_file(file, copied);
  for (const auto& copy : {copied, restored}) {
    CAPTURE(copy);
    CHECK(tryall::sweeps::has_died(ProcessId::current(), 0, copy));
  }
  CHECK_FALSE(tryall::sweeps::has_died(ProcessId::current(), 0, file));
  std::filesystem::create_hard_link(file, folder / "linked.db");
  CHECK_FALSE(tryall::sweeps::has_died(ProcessId::current(), 0, folder / "linked.db"));
}

TEST_CASE("the status tells who is at what, and who died") {
  const TemporaryFolder folder;
  const auto file = folder / "runs.db";
  const Plan plan = plan_of_seeds(3);
  SqliteStore store(file);
  dead_session(store);
  FakeTrainer trainer;
  std::vector<tryall::sweeps::SweepFacts> seen;
  execute(plan, {.trainer = trainer, .store = store, .show = [&](const tryall::sweeps::SweepProgress&) {
                   if (seen.empty()) seen = tryall::sweeps::read_status(*open_for_reading(file));
                 }});
  REQUIRE(seen.size() == 2);
  CHECK(seen[0].name == "shared");
  CHECK(seen[0].runs == 6);
  REQUIRE(seen[0].sessions.size() == 1);
  CHECK(seen[0].sessions[0].alive);
  CHECK(seen[0].sessions[0].process.pid == ProcessId::current().pid);
  CHECK(seen[1].name == "other");
  REQUIRE(seen[1].sessions.size() == 1);
  CHECK_FALSE(seen[1].sessions[0].alive);
  CHECK(tryall::sweeps::read_status(*open_for_reading(file))[0].sessions.empty());
}

TEST_CASE("a process lives until it ends, and another one of its number is another") {
  using tryall::sweeps::Life;
  using tryall::sweeps::life_of;
  ProcessId here = ProcessId::current();
  CHECK_FALSE(here.start.empty());
  CHECK(life_of(here) == Life::alive);
  CHECK(life_of({here.host, here.pid, here.start + "0"}) == Life::dead);
  CHECK(life_of({here.host, 999'999'999, here.start}) == Life::dead);
  CHECK(life_of({"another host", here.pid, here.start}) == Life::unknown);
}
