// One epoch of training on data that come with the program, for each family of models: an update is the time
// divided by the number of batches. Compare two builds with scripts/compare-builds.
#include <benchmark/benchmark.h>

#include "tryall/data/sources/source.hpp"
#include "tryall/train/run.hpp"

namespace {

using tryall::Choice;
using tryall::train::TrainingConfig;
using Integers = std::vector<std::int64_t>;

/// The batch size is the argument; nothing is held out, so that nothing is evaluated.
void train_epochs(benchmark::State& state, TrainingConfig config) {
  config.batch_size = state.range(0);
  config.epochs = 1;
  config.split = {"holdout", {{"validation", 0.0}, {"test", 0.0}}};
  config = tryall::train::with_defaults(config);
  const auto dataset = std::make_shared<const tryall::data::Dataset>(tryall::data::load(config.dataset, ""));
  const tryall::train::PreparedData prepared = tryall::train::prepare(config, 0, dataset);
  for (auto _ : state) benchmark::DoNotOptimize(tryall::train::run(config, 0, prepared));
  const auto samples = static_cast<std::int64_t>(prepared.split.training.size());
  state.SetItemsProcessed(state.iterations() * samples);
}

Choice mlp(Integers hidden) { return {"mlp", {{"hidden", std::move(hidden)}}}; }
Choice cnn(Integers channels) {
  return {"cnn", {{"channels", std::move(channels)}, {"hidden", Integers{32}}}};
}

void linear_epoch(benchmark::State& state) {
  train_epochs(state, {.dataset = {"diabetes", {}}, .model = {"linear", {}}});
}
void softmax_epoch(benchmark::State& state) { train_epochs(state, {.model = {"softmax", {}}}); }
void mlp_epoch(benchmark::State& state) { train_epochs(state, {.model = mlp({128, 128})}); }
void double_mlp_epoch(benchmark::State& state) {
  train_epochs(state, {.model = mlp({128, 128}), .precision = "float64"});
}
void normalized_mlp_epoch(benchmark::State& state) {
  train_epochs(state, {.model = mlp({128}), .normalization = {"batch_norm", {}}, .dropout = {"dropout", {}}});
}
void cnn_epoch(benchmark::State& state) { train_epochs(state, {.model = cnn({8, 16})}); }
void residual_cnn_epoch(benchmark::State& state) {
  Choice model = cnn({8});
  model.settings["residual"] = true;
  train_epochs(state, {.model = model});
}

// NOLINTBEGIN: the library's macro
BENCHMARK(linear_epoch)->Arg(1)->Arg(32)->Unit(benchmark::kMicrosecond);
BENCHMARK(softmax_epoch)->Arg(1)->Arg(32)->Arg(256)->Unit(benchmark::kMicrosecond);
BENCHMARK(mlp_epoch)->Arg(1)->Arg(32)->Arg(256)->Unit(benchmark::kMicrosecond);
BENCHMARK(double_mlp_epoch)->Arg(32)->Unit(benchmark::kMicrosecond);
BENCHMARK(normalized_mlp_epoch)->Arg(32)->Unit(benchmark::kMicrosecond);
BENCHMARK(cnn_epoch)->Arg(32)->Unit(benchmark::kMicrosecond);
BENCHMARK(residual_cnn_epoch)->Arg(32)->Unit(benchmark::kMicrosecond);
// NOLINTEND

}  // namespace
