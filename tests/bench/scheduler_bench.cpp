// The scheduler and the store without trainings: a thousand runs that end at once.
#include <benchmark/benchmark.h>

#include "fake_trainer.hpp"
#include "memory_store.hpp"
#include "plans.hpp"
#include "records.hpp"
#include "temporary_folder.hpp"
#include "tryall/sweeps/run/execute.hpp"

namespace tryall::bench {
namespace {

constexpr int runs = 1000;

sweeps::Plan thousand_runs() {
  return testing::plan_of_axes(R"({"learning_rate": {"log": [1e-4, 1, 100]}, "seed": {"count": 10}})");
}

void scheduler(benchmark::State& state) {
  const sweeps::Plan plan = thousand_runs();
  for (auto _ : state) {
    testing::FakeTrainer trainer;
    testing::MemoryStore store;
    execute(plan, {.trainer = trainer, .store = store, .jobs = static_cast<int>(state.range(0))});
  }
  state.SetItemsProcessed(state.iterations() * runs);
}
BENCHMARK(scheduler)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);  // NOLINT: its macro

void scheduler_and_store(benchmark::State& state) {
  const sweeps::Plan plan = thousand_runs();
  for (auto _ : state) {
    const testing::TemporaryFolder folder;
    testing::FakeTrainer trainer;
    sweeps::SqliteStore store(folder / "tryall.db");
    execute(plan, {.trainer = trainer, .store = store, .jobs = 2});
  }
  state.SetItemsProcessed(state.iterations() * runs);
}
BENCHMARK(scheduler_and_store)->UseRealTime()->Unit(benchmark::kMillisecond);  // NOLINT: the library's macro

/// A transaction of as many runs as the argument says, with curves of 20 epochs.
void store_add(benchmark::State& state) {
  const testing::TemporaryFolder folder;
  sweeps::SqliteStore store(folder / "tryall.db");
  const sweeps::GroupRecord group = testing::group_record(testing::config_with(0.1));
  std::uint64_t seed = 0;
  for (auto _ : state) {
    std::vector<sweeps::RunRecord> batch;
    for (std::int64_t i = 0; i < state.range(0); ++i)
      batch.push_back(testing::run_record(group, ++seed, testing::completed_run(0.5, 20)));
    store.add(batch);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(store_add)->Arg(1)->Arg(100)->UseRealTime();  // NOLINT: the library's macro

}  // namespace
}  // namespace tryall::bench
