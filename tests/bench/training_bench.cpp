// One epoch of training on the embedded digits, by model and batch size. Run with bin/tryall_bench of the
// preset `bench`; compare two builds in the same minutes on the same machine.
#include <benchmark/benchmark.h>

#include "tryall/data/sources/source.hpp"
#include "tryall/train/run.hpp"

namespace {

using tryall::train::TrainingConfig;

void train_epochs(benchmark::State& state, TrainingConfig config) {
  config.batch_size = state.range(0);
  config.epochs = 1;
  config = tryall::train::with_defaults(config);
  const auto dataset = std::make_shared<const tryall::data::Dataset>(tryall::data::load(config.dataset, ""));
  const tryall::train::PreparedData prepared = tryall::train::prepare(config, 0, dataset);
  for (auto _ : state) benchmark::DoNotOptimize(tryall::train::run<float>(config, 0, prepared));
  const auto samples = static_cast<std::int64_t>(prepared.split.training.size());
  state.SetItemsProcessed(state.iterations() * samples);
}

void softmax_epoch(benchmark::State& state) { train_epochs(state, {.model = {"softmax", {}}}); }
void mlp_epoch(benchmark::State& state) {
  train_epochs(state, {.model = {"mlp", {{"hidden", std::vector<std::int64_t>{128, 128}}}}});
}

}  // namespace

BENCHMARK(softmax_epoch)->Arg(1)->Arg(32)->Arg(256);  // NOLINT: the library's macro
BENCHMARK(mlp_epoch)->Arg(1)->Arg(32)->Arg(256);      // NOLINT: the library's macro
