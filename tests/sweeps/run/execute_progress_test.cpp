#include <condition_variable>
#include <mutex>
#include <thread>

#include "catch.hpp"
#include "configs.hpp"
#include "fake_trainer.hpp"
#include "memory_store.hpp"
#include "plans.hpp"
#include "tryall/sweeps/run/execute.hpp"

using tryall::Config;
using tryall::sweeps::execute;
using tryall::sweeps::Plan;
using tryall::sweeps::SweepProgress;
using tryall::testing::completed_run;
using tryall::testing::diverged_run;
using tryall::testing::FakeTrainer;
using tryall::testing::MemoryStore;
using tryall::testing::plan_of_axes;
using tryall::testing::score;
using tryall::testing::tick;
using tryall::train::Hooks;

TEST_CASE("progress only grows, comes from the calling thread and ends when all is done") {
  const Plan plan = plan_of_axes(R"({"learning_rate": [0.1, 0.2, 0.3], "seed": {"count": 8}})");
  FakeTrainer trainer([](const Config& config, std::uint64_t seed, const Hooks& hooks) {
    for (std::int64_t epoch = 1; epoch <= epochs_of(config); ++epoch) hooks.epoch_done(epoch, {});
    return score(config, seed) < 0.33 ? diverged_run() : completed_run(score(config, seed));
  });
  MemoryStore store;
  std::vector<SweepProgress> shown;
  const auto caller = std::this_thread::get_id();
  bool elsewhere = false;
  const auto show = [&](const SweepProgress& progress) {
    elsewhere = elsewhere || std::this_thread::get_id() != caller;
    shown.push_back(progress);
  };
  execute(plan, {.trainer = trainer, .store = store, .jobs = 4, .show = show, .tick = tick});
  CHECK_FALSE(elsewhere);
  REQUIRE(!shown.empty());
  for (std::size_t i = 1; i < shown.size(); ++i) {
    CHECK(shown[i].done >= shown[i - 1].done);
    CHECK(shown[i].share_done >= shown[i - 1].share_done);
    CHECK(shown[i].diverged >= shown[i - 1].diverged);
    CHECK(shown[i].elapsed_seconds >= shown[i - 1].elapsed_seconds);
  }
  CHECK(shown.back().done == 24);
  CHECK(shown.back().share_done == 1.0);
  CHECK(shown.back().total == 24);
  CHECK(shown.back().metric.name == "validation_accuracy");
}

TEST_CASE("the share of the work that is done counts epochs, of runs under way as well") {
  const Plan plan = plan_of_axes(R"({"epochs": [1, 4]})");
  std::mutex mutex;
  std::condition_variable changed;
  double seen = 0;
  FakeTrainer trainer([&](const Config& config, std::uint64_t seed, const Hooks& hooks) {
    for (std::int64_t epoch = 1; epoch <= epochs_of(config); ++epoch) {
      hooks.epoch_done(epoch, {});
      if (epoch != 2) continue;
      std::unique_lock lock(mutex);
      changed.wait_for(lock, std::chrono::minutes(1), [&] { return seen > 0.3; });
    }
    return completed_run(score(config, seed));
  });
  MemoryStore store;
  std::vector<double> shares;
  const auto show = [&](const SweepProgress& progress) {
    const std::lock_guard lock(mutex);
    shares.push_back(seen = progress.share_done);
    changed.notify_all();
  };
  execute(plan, {.trainer = trainer, .store = store, .show = show, .tick = tick});
  CHECK(std::count(shares.begin(), shares.end(), 0.4) > 0);  // the longest goes first: epochs 2 of 4 + 1
  CHECK(shares.back() == 1.0);
}

TEST_CASE("the last progress shows the group that leads") {
  const Plan plan = plan_of_axes(R"({"learning_rate": [0.1, 0.2, 0.3], "seed": {"count": 2}})");
  FakeTrainer trainer([](const Config& config, std::uint64_t, const Hooks&) {
    return config.number("learning_rate") > 0.25 ? diverged_run()
                                                 : completed_run(config.number("learning_rate"));
  });
  MemoryStore store;
  SweepProgress last;
  execute(plan, {.trainer = trainer, .store = store, .show = [&](const SweepProgress& p) { last = p; }});
  CHECK(last.best == "learning_rate=0.2");
  CHECK(last.best_objective.count() == 2);
  CHECK(last.best_objective.mean() == 0.2);
  CHECK(last.diverged == 2);
}
