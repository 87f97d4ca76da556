#include <benchmark/benchmark.h>

#include "tryall/sweeps/plan/plan.hpp"

namespace {

using namespace tryall::sweeps;

/// Reads and plans a sweep over digits, from its text to its runs' keys.
void plan(benchmark::State& state, const std::string& text) {
  for (auto _ : state) {
    NativeTrainer trainer("data");
    const Plan plan =
        make_plan(read_sweep(Document::parse(text, "bench.json"), trainer.vocabulary()), trainer);
    state.counters["runs"] = static_cast<double>(plan.runs.size());
    benchmark::DoNotOptimize(plan.runs.data());
  }
}

void thousand_configs_with_thousand_seeds(benchmark::State& state) {
  plan(state, R"({"axes": {"learning_rate": {"log": [1e-4, 1, 40]}, "weight_decay": {"linear": [0, 1, 25]},
                           "seed": {"count": 1000}}})");
}
BENCHMARK(thousand_configs_with_thousand_seeds)->Unit(benchmark::kMillisecond);

void hundred_thousand_configs_with_ten_seeds(benchmark::State& state) {
  plan(state, R"({"axes": {"learning_rate": {"log": [1e-4, 1, 100]}, "weight_decay": {"linear": [0, 1, 10]},
                           "optimizer": {"name": "momentum", "momentum": {"linear": [0, 0.9, 10]}},
                           "batch_size": [8, 16, 24, 32, 40, 48, 56, 64, 96, 128], "seed": {"count": 10}}})");
}
BENCHMARK(hundred_thousand_configs_with_ten_seeds)->Unit(benchmark::kMillisecond);

void hundred_thousand_seeds(benchmark::State& state) {
  plan(state, R"({"axes": {"seed": {"count": 100000}}})");
}
BENCHMARK(hundred_thousand_seeds)->Unit(benchmark::kMillisecond);

void exclusions_that_tie_three_axes(benchmark::State& state) {
  plan(state, R"({"axes": {"learning_rate": {"log": [1e-4, 1, 100]}, "weight_decay": {"linear": [0, 1, 100]},
                           "epochs": {"range": [1, 10, 1]}, "seed": {"count": 10}},
                  "exclude": [{"learning_rate": {"above": 0.1}, "weight_decay": {"above": 0.5},
                               "epochs": {"at_least": 5}}]})");
}
BENCHMARK(exclusions_that_tie_three_axes)->Unit(benchmark::kMillisecond);

}  // namespace
