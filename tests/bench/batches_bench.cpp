// What a step does beside the network: gathering samples, losses.
#include <benchmark/benchmark.h>

#include "random_buffer.hpp"
#include "tryall/data/dataset.hpp"
#include "tryall/nn/losses/loss.hpp"

namespace tryall::bench {
namespace {

constexpr std::size_t samples = 10000, features = 784;

template <class Value>
data::Dataset dataset() {
  data::Dataset result{.name = "bench", .shape = {features}, .features = features, .classes = 10};
  Buffer<Value> values(samples * features);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<Value>(i * 7919 % 256);
  result.values = std::move(values);
  result.labels.assign(samples, 0);
  result.test_begin = samples;
  return result;
}

/// Samples out of order, shifted and scaled: a batch of as many rows as the argument says.
template <class Value>
void gather(benchmark::State& state) {
  const data::Dataset data = dataset<Value>();
  const data::InputMap exact{.shift = Buffer<double>(features, 30), .scale = Buffer<double>(features, 0.01)};
  const auto map = exact.cast<float>();
  const auto rows = static_cast<std::size_t>(state.range(0));
  Buffer<float> out(rows * features);
  const Batch<float> batch{out.data(), features, state.range(0)};
  std::vector<std::uint32_t> chosen(rows);
  std::uint32_t next = 0;
  for (auto _ : state) {
    for (std::uint32_t& sample : chosen) sample = next = (next + 4001) % samples;
    data::gather<float>(data, exact, map, chosen, batch, batch);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(rows * features * sizeof(Value)));
}
BENCHMARK(gather<std::uint8_t>)->Arg(32)->Arg(128);  // NOLINT: the library's macro
BENCHMARK(gather<float>)->Arg(32)->Arg(128);         // NOLINT: the library's macro
BENCHMARK(gather<double>)->Arg(32)->Arg(128);        // NOLINT: the library's macro

void loss(benchmark::State& state, const std::string& name) {
  constexpr std::ptrdiff_t outputs = 10, rows = 128;
  const auto function = nn::make_loss<float>(with_defaults(nn::losses(), {name, {}}));
  const Buffer<float> values = random_buffer(outputs * rows, 1);
  Buffer<float> targets(outputs * rows, 0), gradient(outputs * rows);
  for (std::size_t row = 0; row < rows; ++row) targets[row * outputs + row % outputs] = 1;
  for (auto _ : state)
    benchmark::DoNotOptimize(function->sum({values.data(), outputs, rows}, {targets.data(), outputs, rows},
                                           1.0F, {gradient.data(), outputs, rows}));
  state.SetItemsProcessed(state.iterations() * rows);
}

bool register_losses() {
  for (const auto& entry : nn::loss_table()) {
    const std::string name = entry.about.name;
    if (name == "auto" || name == "value") continue;
    benchmark::RegisterBenchmark(("loss/" + name).c_str(),
                                 [name](benchmark::State& state) { loss(state, name); });
  }
  return true;
}
[[maybe_unused]] const bool losses_registered = register_losses();

}  // namespace
}  // namespace tryall::bench
