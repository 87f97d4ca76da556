#include "tryall/sweeps/run/execute.hpp"

#include <SQLiteCpp/Database.h>

#include <atomic>
#include <condition_variable>

#include "catch.hpp"
#include "configs.hpp"
#include "fake_trainer.hpp"
#include "memory_store.hpp"
#include "plans.hpp"
#include "temporary_folder.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"

using tryall::Config;
using tryall::sweeps::execute;
using tryall::sweeps::Plan;
using tryall::sweeps::Summary;
using tryall::sweeps::SweepProgress;
using tryall::testing::completed_run;
using tryall::testing::diverged_run;
using tryall::testing::FakeTrainer;
using tryall::testing::MemoryStore;
using tryall::testing::score;
using tryall::train::Hooks;
using tryall::train::Outcome;
using tryall::train::RunResult;

namespace {

Plan plan_named_s(const std::string& axes) {
  return tryall::testing::plan_of("{\"name\": \"s\", \"axes\": " + axes + "}");
}

/// Six groups of four seeds.
Plan twenty_four() {
  return plan_named_s(
      R"({"optimizer": ["sgd", "adam"], "learning_rate": [0.1, 0.2, 0.3], "seed": {"count": 4}})");
}

/// A third of the runs diverges.
RunResult now_and_then_diverged(const Config& config, std::uint64_t seed, const Hooks&) {
  return score(config, seed) < 0.33 ? diverged_run() : completed_run(score(config, seed), epochs_of(config));
}

/// How many runs are under way, and the most there have been.
class Gauge {
 public:
  /// Enters, waits until `wanted` are inside or were so once (in vain after a minute), and leaves.
  bool pass(int wanted) {
    std::unique_lock lock(mutex_);
    most_ = std::max(most_, ++inside_);
    changed_.notify_all();
    const bool reached = changed_.wait_for(lock, std::chrono::minutes(1), [&] { return most_ >= wanted; });
    --inside_;
    return reached;
  }
  int most() const { return most_; }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int inside_ = 0, most_ = 0;
};

}  // namespace

TEST_CASE("every run is trained once and stored, however many at once, with the same results") {
  const Plan plan = twenty_four();
  std::vector<std::string> fingerprints;
  for (const int jobs : {1, 2, 8}) {
    CAPTURE(jobs);
    const tryall::testing::TemporaryFolder folder;
    FakeTrainer trainer(now_and_then_diverged);
    tryall::sweeps::SqliteStore store(folder / "runs.db");
    const Summary summary = execute(plan, {.trainer = trainer, .store = store, .jobs = jobs});
    CHECK(summary.trained == 24);
    CHECK(summary.stored == 24);
    CHECK(summary.failed == 0);
    CHECK_FALSE(summary.interrupted);
    CHECK(trainer.calls().size() == 24);
    for (const auto& [run, times] : trainer.calls()) CHECK(times == 1);
    const auto database = tryall::sweeps::open_for_reading(folder / "runs.db");
    CHECK(summary.diverged ==
          static_cast<std::size_t>(database->execAndGet("SELECT diverged FROM v_sweeps").getInt()));
    fingerprints.push_back(tryall::sweeps::fingerprint(*database));
  }
  CHECK(fingerprints[1] == fingerprints[0]);
  CHECK(fingerprints[2] == fingerprints[0]);
}

TEST_CASE("as many runs are trained at once as there are jobs, and never more") {
  const Plan plan = twenty_four();
  for (const int jobs : {1, 2, 8}) {
    CAPTURE(jobs);
    Gauge gauge;
    std::atomic<bool> reached = true;
    FakeTrainer trainer([&](const Config& config, std::uint64_t seed, const Hooks&) {
      if (!gauge.pass(jobs)) reached = false;
      return completed_run(score(config, seed));
    });
    MemoryStore store;
    execute(plan, {.trainer = trainer, .store = store, .jobs = jobs});
    CHECK(reached);
    CHECK(gauge.most() == jobs);
    CHECK(store.runs().size() == 24);
  }
}

TEST_CASE("there is always at least one worker, and never more than runs") {
  const Plan plan = plan_named_s(R"({"epochs": [1, 2]})");
  for (const int jobs : {-1, 0, 1000}) {
    FakeTrainer trainer;
    MemoryStore store;
    CHECK(execute(plan, {.trainer = trainer, .store = store, .jobs = jobs}).trained == 2);
  }
}

TEST_CASE("runs that are stored are not trained again") {
  const Plan plan = twenty_four();
  MemoryStore store;
  for (const std::size_t i : {0U, 5U, 6U, 23U}) {
    const auto& group = plan.groups[plan.runs[i].group];
    store.add({{plan.runs[i].key, &group.record, plan.runs[i].seed,
                i == 5 ? diverged_run() : completed_run(0.5), "before"}});
  }
  FakeTrainer trainer;
  std::vector<SweepProgress> shown;
  const Summary summary = execute(
      plan,
      {.trainer = trainer, .store = store, .show = [&](const SweepProgress& p) { shown.push_back(p); }});
  CHECK(summary.trained == 20);
  CHECK(summary.stored == 24);
  CHECK(summary.diverged == 1);
  CHECK(trainer.calls().size() == 20);
  CHECK(store.runs().size() == 24);
  CHECK(store.runs().at(plan.runs[5].key).finished_at == "before");
  REQUIRE(!shown.empty());
  CHECK(shown.back().cached == 4);
  CHECK(shown.back().total == 24);
  CHECK(shown.back().done == 20);
  CHECK(shown.back().diverged == 1);
}

TEST_CASE("where everything is stored nothing is trained") {
  const Plan plan = twenty_four();
  MemoryStore store;
  FakeTrainer first, second;
  execute(plan, {.trainer = first, .store = store});
  const Summary summary = execute(plan, {.trainer = second, .store = store});
  CHECK(second.calls().empty());
  CHECK(summary.trained == 0);
  CHECK(summary.stored == 24);
  CHECK_FALSE(summary.interrupted);
}

TEST_CASE("the store learns of the sweep and its objective, and when each run was finished") {
  const Plan plan = plan_named_s(R"({"epochs": [1, 2], "seed": [4]})");
  MemoryStore store;
  FakeTrainer trainer;
  execute(plan, {.trainer = trainer, .store = store});
  CHECK(store.sweep().name == "s");
  CHECK(store.sweep().spec == plan.spec());
  CHECK(store.sweep().metric == "validation_accuracy");
  CHECK(store.sweep().maximize);
  for (const auto& [key, run] : store.runs()) {
    CHECK(run.seed == 4);
    CHECK(run.result.final_values ==
          completed_run(score(Config(tryall::sweeps::config_from_json(
                                  tryall::train::training_axes(), nlohmann::json::parse(run.group->config))),
                              4))
              .final_values);
    REQUIRE(run.finished_at.size() == 20);
    CHECK(run.finished_at[10] == 'T');
    CHECK(run.finished_at[19] == 'Z');
  }
  CHECK(store.sweep().started_at.size() == 20);
}

TEST_CASE("a run that throws has failed, is stored with its message, and stops no other") {
  const Plan plan = plan_named_s(R"({"epochs": [1, 2, 3], "seed": {"count": 2}})");
  FakeTrainer trainer([](const Config& config, std::uint64_t seed, const Hooks&) {
    if (epochs_of(config) == 2 && seed == 1) throw std::runtime_error("out of luck");
    if (epochs_of(config) == 3 && seed == 0) throw 42;  // NOLINT: not even an exception
    return completed_run(score(config, seed), epochs_of(config));
  });
  MemoryStore store;
  const Summary summary = execute(plan, {.trainer = trainer, .store = store, .jobs = 2});
  CHECK(summary.trained == 6);
  CHECK(summary.failed == 2);
  CHECK(summary.diverged == 0);
  CHECK_FALSE(summary.interrupted);
  std::vector<std::string> messages;
  for (const auto& run : plan.runs) {
    const RunResult& result = store.runs().at(run.key).result;
    if (result.outcome == Outcome::failed) messages.push_back(result.message);
  }
  REQUIRE(messages.size() == 2);
  CHECK(messages[1] == "out of luck");
  CHECK(!messages[0].empty());
}
