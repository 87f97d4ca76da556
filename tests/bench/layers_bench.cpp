// Forward and backward passes of layers at the shapes of trainings: products, convolutions, activations,
// normalizations, dropout.
#include <benchmark/benchmark.h>

#include "model_passes.hpp"
#include "tryall/nn/layers/dense.hpp"

namespace tryall::bench {
namespace {

using nn::ModelParts;

/// FLOP per second, of `flops` an iteration.
void count_flops(benchmark::State& state, double flops) {
  state.counters["FLOP"] = benchmark::Counter(flops, benchmark::Counter::kIsIterationInvariantRate);
}

/// A dense layer of arguments (inputs, outputs, rows).
class DensePasses {
 public:
  explicit DensePasses(const benchmark::State& state)
      : inputs_(state.range(0)), outputs_(state.range(1)), rows_(state.range(2)), layer_(inputs_, outputs_) {
    layer_.reserve(rows_);
    layer_.bind({weight_.data(), bias_.data()}, {weight_gradient_.data(), bias_gradient_.data()});
  }

  void forward() { layer_.forward(in(), {out_.data(), outputs_, rows_}, nn::Mode::training); }
  /// As the first layer of a network, which hands no gradient on, or as a later one.
  void backward(bool first) {
    layer_.backward(in(), {out_.data(), outputs_, rows_}, {out_gradient_.data(), outputs_, rows_},
                    {first ? nullptr : in_gradient_.data(), inputs_, rows_});
  }
  double flops() const { return 2 * layer_.multiply_adds() * static_cast<double>(rows_); }

 private:
  Batch<const float> in() const { return {in_.data(), inputs_, rows_}; }
  static Buffer<float> matrix(std::ptrdiff_t rows, std::ptrdiff_t columns) {
    return random_buffer(static_cast<std::size_t>(rows * columns), 0, 0.05);
  }

  std::ptrdiff_t inputs_, outputs_, rows_;
  nn::Dense<float> layer_;
  Buffer<float> weight_ = matrix(inputs_, outputs_), weight_gradient_ = matrix(inputs_, outputs_);
  Buffer<float> bias_ = matrix(outputs_, 1), bias_gradient_ = matrix(outputs_, 1);
  Buffer<float> in_ = matrix(inputs_, rows_), in_gradient_ = matrix(inputs_, rows_);
  Buffer<float> out_ = matrix(outputs_, rows_), out_gradient_ = matrix(outputs_, rows_);
};

void dense_forward(benchmark::State& state) {
  DensePasses dense(state);
  for (auto _ : state) dense.forward();
  count_flops(state, dense.flops());
}

void dense_backward_first(benchmark::State& state) {
  DensePasses dense(state);
  for (auto _ : state) dense.backward(true);
  count_flops(state, dense.flops());
}

void dense_backward(benchmark::State& state) {
  DensePasses dense(state);
  for (auto _ : state) dense.backward(false);
  count_flops(state, 2 * dense.flops());
}

void training_shapes(benchmark::internal::Benchmark* bench) {
  bench->Args({64, 32, 16})->Args({784, 128, 32})->Args({784, 128, 128})->Args({128, 10, 128});
  bench->Args({784, 500, 100})->Args({500, 300, 100})->Args({3136, 1024, 128});
}
BENCHMARK(dense_forward)->Apply(training_shapes);         // NOLINT: the library's macro
BENCHMARK(dense_backward_first)->Apply(training_shapes);  // NOLINT: the library's macro
BENCHMARK(dense_backward)->Apply(training_shapes);        // NOLINT: the library's macro

/// A convolution of arguments (channels in, channels out, side, kernel), with activation and pooling, on 32
/// images; a small dense layer follows.
ModelParts convolution(const benchmark::State& state) {
  const ImageShape image{state.range(0), state.range(2), state.range(2)};
  const Choice model{"cnn",
                     {{"channels", std::vector<std::int64_t>{state.range(1)}},
                      {"kernel", state.range(3)},
                      {"hidden", std::vector<std::int64_t>{}},
                      {"global_pooling", true}}};
  return {.model = with_defaults(nn::model_table().family(), model),
          .shape = {.features = image.size(), .outputs = 10, .image = image}};
}

void convolution_forward(benchmark::State& state) {
  ModelPasses passes(convolution(state), 32);
  for (auto _ : state) passes.forward();
  count_flops(state, passes.flops());
}

void convolution_backward_first(benchmark::State& state) {
  ModelPasses passes(convolution(state), 32);
  for (auto _ : state) passes.backward();
  count_flops(state, passes.flops());
}

void image_shapes(benchmark::internal::Benchmark* bench) {
  bench->Args({1, 8, 28, 3})->Args({8, 16, 14, 3})->Args({1, 32, 28, 5})->Args({32, 64, 14, 5});
}
BENCHMARK(convolution_forward)->Apply(image_shapes);         // NOLINT: the library's macro
BENCHMARK(convolution_backward_first)->Apply(image_shapes);  // NOLINT: the library's macro

/// A network of one hidden layer whose products are small beside what is done to its 1,000 units.
ModelParts units(const std::string& activation, const std::string& normalization = "none",
                 const std::string& dropout = "none") {
  const Choice model{"mlp", {{"hidden", std::vector<std::int64_t>{1000}}, {"activation", activation}}};
  return {.model = with_defaults(nn::model_table().family(), model),
          .shape = {.features = 1, .outputs = 1},
          .normalization = with_defaults(nn::normalization_table().family(), {normalization, {}}),
          .dropout = with_defaults(nn::dropout_table().family(), {dropout, {}})};
}

void pass_both_ways(benchmark::State& state, const ModelParts& parts) {
  constexpr std::ptrdiff_t rows = 128;
  ModelPasses passes(parts, rows);
  for (auto _ : state) {
    passes.forward();
    passes.backward();
  }
  state.SetItemsProcessed(state.iterations() * rows * 1000);
}

/// "units/tanh", "units/batch_norm", ...: one for each entry of the tables.
bool register_units() {
  const auto add = [](const std::string& name, const ModelParts& parts) {
    benchmark::RegisterBenchmark(("units/" + name).c_str(),
                                 [parts](benchmark::State& state) { pass_both_ways(state, parts); });
  };
  for (const auto& entry : nn::activation_table()) add(entry.about.name, units(entry.about.name));
  for (const auto& entry : nn::normalization_table())
    if (entry.about.name != "none") add(entry.about.name, units("identity", entry.about.name));
  for (const auto& entry : nn::dropout_table())
    if (entry.about.name != "none") add(entry.about.name, units("identity", "none", entry.about.name));
  return true;
}
[[maybe_unused]] const bool units_registered = register_units();

}  // namespace
}  // namespace tryall::bench
