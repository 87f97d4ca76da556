#include <SQLiteCpp/Database.h>

#include <condition_variable>
#include <mutex>

#include "catch.hpp"
#include "configs.hpp"
#include "door.hpp"
#include "fake_trainer.hpp"
#include "memory_store.hpp"
#include "plans.hpp"
#include "temporary_folder.hpp"
#include "tryall/sweeps/run/execute.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"

using tryall::Config;
using tryall::Error;
using tryall::ErrorCode;
using tryall::sweeps::execute;
using tryall::sweeps::Plan;
using tryall::sweeps::SqliteStore;
using tryall::sweeps::Summary;
using tryall::sweeps::SweepProgress;
using tryall::testing::completed_run;
using tryall::testing::FakeTrainer;
using tryall::testing::MemoryStore;
using tryall::testing::message_of;
using tryall::testing::score;
using tryall::testing::store_fingerprint;
using tryall::testing::tick;
using tryall::train::Hooks;
using tryall::train::Outcome;
using tryall::train::RunResult;

namespace {

/// Three groups of four seeds.
Plan twelve() {
  return tryall::testing::plan_of(
      R"({"name": "s", "axes": {"learning_rate": [0.1, 0.2, 0.3], "seed": {"count": 4}}})");
}

/// Lets some runs through; those after them wait until they are stopped (in vain after a minute).
class Gate {
 public:
  explicit Gate(std::size_t let_through) : left_(let_through) {}

  RunResult run(const Config& config, std::uint64_t seed, const Hooks& hooks) {
    std::unique_lock lock(mutex_);
    if (left_ > 0) {
      --left_;
      return completed_run(score(config, seed), epochs_of(config));
    }
    if (on_waiting) on_waiting();
    stopped_.wait_for(lock, hooks.stop, std::chrono::minutes(1), [] { return false; });
    RunResult cancelled;
    cancelled.outcome = hooks.stop.stop_requested() ? Outcome::cancelled : Outcome::failed;
    return cancelled;
  }

  /// Called by each run that waits.
  std::function<void()> on_waiting = {};

 private:
  std::mutex mutex_;
  std::condition_variable_any stopped_;
  std::size_t left_;
};

FakeTrainer::Run through(Gate& gate) {
  return [&gate](const Config& config, std::uint64_t seed, const Hooks& hooks) {
    return gate.run(config, seed, hooks);
  };
}

}  // namespace

TEST_CASE("a stop ends the runs that are under way and stores those that are finished") {
  const Plan plan = twelve();
  for (const int jobs : {1, 4}) {
    CAPTURE(jobs);
    std::stop_source source;
    Gate gate(5);
    gate.on_waiting = [&] { source.request_stop(); };
    FakeTrainer trainer(through(gate));
    MemoryStore store;
    const Summary summary = execute(
        plan, {.trainer = trainer, .store = store, .jobs = jobs, .stop = source.get_token(), .tick = tick});
    CHECK(summary.interrupted);
    CHECK(summary.trained == 5);
    CHECK(summary.stored == 5);
    CHECK(summary.failed == 0);
    CHECK(store.runs().size() == 5);
    for (const auto& [key, run] : store.runs()) CHECK(run.result.outcome == Outcome::completed);
    CHECK(trainer.calls().size() <= static_cast<std::size_t>(5 + jobs));
  }
}

TEST_CASE("a sweep that was stopped and goes on comes to what it would have come to undisturbed") {
  const Plan plan = twelve();
  const tryall::testing::TemporaryFolder folder;
  {
    FakeTrainer trainer;
    SqliteStore store(folder / "undisturbed.db");
    execute(plan, {.trainer = trainer, .store = store, .jobs = 2});
  }
  std::stop_source source;
  Gate gate(7);
  gate.on_waiting = [&] { source.request_stop(); };
  FakeTrainer stopped(through(gate)), going_on;
  SqliteStore store(folder / "stopped.db");
  execute(plan, {.trainer = stopped, .store = store, .jobs = 2, .stop = source.get_token(), .tick = tick});
  CHECK(store_fingerprint(folder / "stopped.db") != store_fingerprint(folder / "undisturbed.db"));
  const Summary summary = execute(plan, {.trainer = going_on, .store = store, .jobs = 2});
  CHECK(summary.trained == 5);
  CHECK(summary.stored == 12);
  CHECK_FALSE(summary.interrupted);
  CHECK(going_on.calls().size() == 5);
  CHECK(store_fingerprint(folder / "stopped.db") == store_fingerprint(folder / "undisturbed.db"));
}

TEST_CASE("a sweep that is stopped before it begins trains nothing") {
  const Plan plan = twelve();
  std::stop_source source;
  source.request_stop();
  FakeTrainer trainer;
  MemoryStore store;
  const Summary summary = execute(plan, {.trainer = trainer, .store = store, .stop = source.get_token()});
  CHECK(trainer.calls().empty());
  CHECK(summary.interrupted);
  CHECK(summary.trained == 0);
  CHECK(store.sweep().name == "s");
}

TEST_CASE("a run that was cancelled is not stored and not counted as done") {
  const Plan plan = twelve();
  FakeTrainer trainer([](const Config& config, std::uint64_t seed, const Hooks&) {
    RunResult result = completed_run(score(config, seed));
    if (seed == 3) result.outcome = Outcome::cancelled;
    return result;
  });
  MemoryStore store;
  SweepProgress last;
  const Summary summary =
      execute(plan, {.trainer = trainer, .store = store, .show = [&](const SweepProgress& p) { last = p; }});
  CHECK(summary.trained == 9);
  CHECK(summary.interrupted);
  CHECK(store.runs().size() == 9);
  CHECK(last.done == 9);
  CHECK(last.share_done == 0.75);
}

TEST_CASE("a store that cannot be written ends the sweep with its error") {
  const Plan plan = twelve();
  for (const int jobs : {1, 4}) {
    CAPTURE(jobs);
    Gate gate(1);
    FakeTrainer trainer(through(gate));
    MemoryStore store;
    store.before_add = [](const auto&) { throw Error(ErrorCode::failed, "runs.db: the disk is full"); };
    CHECK(message_of([&] { execute(plan, {.trainer = trainer, .store = store, .jobs = jobs, .tick = tick}); },
                     ErrorCode::failed) == "runs.db: the disk is full");
    CHECK(store.runs().empty());
    CHECK(trainer.calls().size() <= static_cast<std::size_t>(1 + jobs));
  }
}

TEST_CASE("what was stored before the store failed stays") {
  const Plan plan = twelve();
  Gate gate(6);
  tryall::testing::Door first_is_written;
  FakeTrainer trainer([&](const Config& config, std::uint64_t seed, const Hooks& hooks) {
    if (config.number("learning_rate") != 0.1) first_is_written.wait();
    return gate.run(config, seed, hooks);
  });
  MemoryStore store;
  store.before_add = [&](const auto&) {
    if (!store.runs().empty()) throw Error(ErrorCode::failed, "full");
    first_is_written.open();
  };
  CHECK(message_of([&] { execute(plan, {.trainer = trainer, .store = store, .tick = tick}); },
                   ErrorCode::failed) == "full");
  REQUIRE(store.runs().size() == 1);
  CHECK(store.runs().count(plan.runs.front().key) == 1);
}

TEST_CASE("a store that cannot take the sweep ends it before anything is trained") {
  class BrokenStore : public MemoryStore {
    std::vector<tryall::sweeps::StoredRun> stored_runs(std::int64_t, const std::string&) override {
      throw Error(ErrorCode::failed, "locked");
    }
  };
  const Plan plan = twelve();
  FakeTrainer trainer;
  BrokenStore store;
  CHECK(message_of([&] { execute(plan, {.trainer = trainer, .store = store}); }, ErrorCode::failed) ==
        "locked");
  CHECK(trainer.calls().empty());
}
