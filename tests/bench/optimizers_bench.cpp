// An update of each optimizer of the table with its defaults, on the weights of a 784-128-10 network.
#include <benchmark/benchmark.h>

#include "random_buffer.hpp"
#include "tryall/optim/optimizer.hpp"

namespace tryall::bench {
namespace {

constexpr std::size_t inputs = 784, hidden = 128, outputs = 10, weights_end = hidden * (inputs + outputs);

optim::Layout layout() {
  return {weights_end,
          weights_end,
          {{.name = "0.weight", .shape = {hidden, inputs}, .fan_in = inputs, .fan_out = hidden},
           {.name = "2.weight",
            .shape = {outputs, hidden},
            .fan_in = hidden,
            .fan_out = outputs,
            .offset = hidden * inputs}}};
}

void update(benchmark::State& state, const std::string& name) {
  const Choice choice = with_defaults(optim::optimizers(), {name, {}});
  const auto optimizer = optim::make_optimizer<float>(choice, layout());
  Buffer<float> weights = random_buffer(weights_end, 1, 0.05);
  const Buffer<float> gradients = random_buffer(weights_end, 2, 0.01);
  std::int64_t step = 0;
  for (auto _ : state) optimizer->update(weights, gradients, 1e-6, ++step);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(weights_end));
}

bool register_optimizers() {
  for (const auto& entry : optim::optimizer_table()) {
    const std::string name = entry.about.name;
    benchmark::RegisterBenchmark(("update/" + name).c_str(),
                                 [name](benchmark::State& state) { update(state, name); });
  }
  return true;
}
[[maybe_unused]] const bool optimizers_registered = register_optimizers();

}  // namespace
}  // namespace tryall::bench
