// Budgets, times, memory, and what is trained again.
#include <fmt/format.h>

#include "catch.hpp"
#include "configs.hpp"
#include "fake_trainer.hpp"
#include "memory_store.hpp"
#include "plans.hpp"
#include "records.hpp"
#include "sweep_text.hpp"
#include "temporary_folder.hpp"
#include "tryall/sweeps/run/execute.hpp"

using tryall::Config;
using tryall::sweeps::execute;
using tryall::sweeps::Plan;
using tryall::sweeps::Summary;
using tryall::testing::completed_run;
using tryall::testing::FakeTrainer;
using tryall::testing::MemoryStore;
using tryall::testing::number;
using tryall::testing::plan_of;
using tryall::testing::sweep_of;
using tryall::train::Hooks;
using tryall::train::Outcome;
using tryall::train::RunResult;

namespace {

/// Three groups of four seeds, of 5 epochs each.
Plan twelve_of_five_epochs() {
  return plan_of(
      R"({"base": {"epochs": 5}, "axes": {"learning_rate": [0.1, 0.2, 0.3], "seed": {"count": 4}}})");
}

/// Runs with a learning rate above 0.25 go on until they are stopped.
RunResult endless(const Config& config, std::uint64_t, const Hooks& hooks) {
  if (config.number("learning_rate") < 0.25) return completed_run(0.5, epochs_of(config));
  RunResult result;
  while (!hooks.stop.stop_requested()) std::this_thread::yield();
  result.outcome = Outcome::cancelled;
  result.epochs_done = 2;
  return result;
}

}  // namespace

TEST_CASE("a budget of runs trains each config once before more seeds of any") {
  const Plan plan = twelve_of_five_epochs();
  FakeTrainer trainer;
  MemoryStore store;
  const Summary summary =
      execute(plan, {.trainer = trainer, .store = store, .jobs = 2, .budget = {.runs = 4}});
  CHECK(summary.trained == 4);
  CHECK(summary.budget_spent);
  CHECK_FALSE(summary.interrupted);
  std::map<std::uint64_t, int> by_seed;
  for (const auto& [key, run] : store.runs()) ++by_seed[run.seed];
  CHECK(by_seed == std::map<std::uint64_t, int>{{0, 3}, {1, 1}});
}

TEST_CASE("a budget of epochs is never exceeded, and what is left is trained by the next") {
  const Plan plan = twelve_of_five_epochs();
  FakeTrainer trainer;
  MemoryStore store;
  const auto train = [&](std::int64_t epochs) {
    return execute(plan, {.trainer = trainer, .store = store, .budget = {.epochs = epochs}});
  };
  CHECK(train(4).trained == 0);
  CHECK(train(4).budget_spent);
  CHECK(train(29).trained == 5);
  const Summary last = train(35);
  CHECK(last.trained == 7);
  CHECK_FALSE(last.budget_spent);
}

TEST_CASE("a budget of time puts down what is under way") {
  const Plan plan = plan_of(R"({"axes": {"learning_rate": [0.1, 0.3, 0.4]}})");
  FakeTrainer trainer(endless);
  MemoryStore store;
  const Summary summary = execute(plan, {.trainer = trainer,
                                         .store = store,
                                         .jobs = 2,
                                         .tick = std::chrono::milliseconds(1),
                                         .budget = {.seconds = 0.01}});
  CHECK(summary.budget_spent);
  CHECK_FALSE(summary.interrupted);
  CHECK(summary.trained <= 1);
  for (const auto& [key, run] : store.runs()) CHECK(run.result.outcome == Outcome::completed);
}

TEST_CASE("a search whose rounds are shorter than a look at the clock ends when its time is over") {
  for (const char* search : {R"({"name": "tpe", "count": 300, "startup": 4, "round": 3})",
                             R"({"name": "racing", "count": 300, "block": 2})",
                             R"({"name": "halving", "count": 300, "min_epochs": 1})"}) {
    INFO(search);
    const Plan plan = plan_of(fmt::format(
        R"({{"base": {{"epochs": 9}}, "axes": {{"learning_rate": {{"linear": [0.01, 3, 300]}}, "seed": {{"count": 9}}}},
            "search": {}}})",
        search));
    FakeTrainer trainer([](const Config& config, std::uint64_t, const Hooks&) {
      std::this_thread::sleep_for(std::chrono::microseconds(100));
      return completed_run(config.number("learning_rate"), epochs_of(config));
    });
    MemoryStore store;
    const Summary summary = execute(plan, {.trainer = trainer,
                                           .store = store,
                                           .tick = std::chrono::milliseconds(500),
                                           .budget = {.seconds = 0.001}});
    CHECK(summary.budget_spent);
    CHECK(store.runs().size() < plan.runs_to_train());
  }
}

TEST_CASE("a run that takes longer than it may ends as timed_out, and the others are trained") {
  const Plan plan = plan_of(R"({"axes": {"learning_rate": [0.1, 0.3, 0.2]}})");
  FakeTrainer trainer(endless);
  MemoryStore store;
  const Summary summary = execute(
      plan, {.trainer = trainer, .store = store, .tick = std::chrono::milliseconds(1), .run_seconds = 0.01});
  CHECK(summary.trained == 3);
  CHECK(summary.timed_out == 1);
  CHECK_FALSE(summary.interrupted);
  int timed_out = 0;
  for (const auto& [key, run] : store.runs()) {
    if (run.result.outcome != Outcome::timed_out) continue;
    ++timed_out;
    CHECK(run.result.message == "ran out of its time of 0.01 s in epoch 3");
  }
  CHECK(timed_out == 1);
}

TEST_CASE("a failed run stays failed until it is retried, and a result then takes its place") {
  const tryall::testing::TemporaryFolder folder;
  const auto file = folder / "runs.db";
  const Plan plan = plan_of(R"({"axes": {"learning_rate": [0.1, 0.2]}})");
  bool broken = true;
  FakeTrainer trainer([&](const Config& config, std::uint64_t, const Hooks&) {
    if (broken && config.number("learning_rate") > 0.15) throw std::runtime_error("out of luck");
    return completed_run(0.75, epochs_of(config));
  });
  tryall::sweeps::SqliteStore store(file);
  const auto train = [&](const std::vector<Outcome>& again) {
    return execute(plan, {.trainer = trainer, .store = store, .again = again});
  };
  CHECK(train({}).failed == 1);
  CHECK(train({}).trained == 0);
  CHECK(train({Outcome::timed_out}).trained == 0);
  CHECK(train({Outcome::failed}).failed == 1);
  broken = false;
  CHECK(train({}).trained == 0);
  const Summary mended = train({Outcome::failed});
  CHECK(mended.trained == 1);
  CHECK(mended.stored == 2);
  CHECK(number(file, "SELECT count(*) FROM v_runs WHERE outcome = 'completed' AND test_accuracy = 0.75") ==
        2);
  CHECK(number(file, "SELECT count(*) FROM v_runs") == 2);
  CHECK(train({Outcome::failed}).trained == 0);
}

TEST_CASE("runs are begun only while all under way fit into the memory, one in any case") {
  const Plan plan = twelve_of_five_epochs();
  std::mutex mutex;
  int under_way = 0, most = 0;
  FakeTrainer trainer([&](const Config& config, std::uint64_t seed, const Hooks&) {
    {
      const std::lock_guard lock(mutex);
      most = std::max(most, ++under_way);
    }
    for (int i = 0; i < 1000; ++i) std::this_thread::yield();
    const std::lock_guard lock(mutex);
    --under_way;
    return completed_run(tryall::testing::score(config, seed), epochs_of(config));
  });
  tryall::sweeps::Costs costs;
  costs.epoch_seconds.assign(plan.groups.size(), 1);
  costs.run_bytes.assign(plan.groups.size(), 100);
  for (const auto& [memory, allowed] : {std::pair(250.0, 2), std::pair(50.0, 1)}) {
    MemoryStore store;
    most = 0;
    const Summary summary = execute(
        plan, {.trainer = trainer, .store = store, .jobs = 6, .costs = costs, .memory_bytes = memory});
    CHECK(summary.trained == 12);
    CHECK(most <= allowed);
  }
}

namespace {

/// Takes no state, and counts what it is offered.
struct WithoutRoom : MemoryStore {
  bool can_keep(std::size_t) const override { return false; }
  void keep(const std::vector<tryall::sweeps::CheckpointRecord>& checkpoints,
            const std::vector<std::string>&) override {
    offered += checkpoints.size();
  }
  std::size_t offered = 0;
};

}  // namespace

TEST_CASE("a training whose state is too large to be kept is stored all the same, and its state taken once") {
  for (const char* optimizer : {"sgd", "momentum", "adam"}) {
    INFO(optimizer);
    tryall::sweeps::NativeTrainer trainer(".");
    const Plan plan = make_plan(
        sweep_of(
            R"({"base": {"dataset": "iris", "model": "softmax", "batch_size": 4, "epochs": 3, "optimizer": ")" +
            std::string(optimizer) + "\"}}"),
        trainer);
    WithoutRoom store;
    const Summary summary = execute(
        plan,
        {.trainer = trainer, .store = store, .jobs = 1, .checkpoint_every = std::chrono::milliseconds(0)});
    CHECK(summary.trained == 1);
    CHECK(store.runs().begin()->second.result.outcome == Outcome::completed);
    CHECK(store.offered == 1);
  }
}
