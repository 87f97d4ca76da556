#include <fmt/format.h>

#include <numeric>

#include "sources.hpp"
#include "synthetic.hpp"
#include "tryall/error.hpp"

namespace tryall::data {
namespace {

Dataset load_sparse_linear(const Choice& choice, const std::filesystem::path&) {
  check_memory(choice, static_cast<std::size_t>(choice.integer("features")));
  const std::vector<double> weights = sparse_linear_weights(choice);
  Dataset dataset = synthetic_dataset(choice, weights.size(), 0);
  const Stream features = stream_of(choice, Drawn::features), noise = stream_of(choice, Drawn::noise);
  auto& values = std::get<Buffer<double>>(dataset.values);
  features.normals(0, values);
  for (std::size_t i = 0; i < dataset.samples(); ++i) {
    const double* sample = values.data() + i * weights.size();
    dataset.targets[i] = std::inner_product(weights.begin(), weights.end(), sample, 0.0) +
                         choice.number("noise") * noise.normal(i);
  }
  return dataset;
}

}  // namespace

std::vector<double> sparse_linear_weights(const Choice& choice) {
  const auto features = static_cast<std::size_t>(choice.integer("features"));
  const auto informative = static_cast<std::size_t>(choice.integer("informative"));
  if (informative > features)
    throw SettingError("informative",
                       fmt::format("informative = {} is more than the {} features", informative, features));
  std::vector<std::uint32_t> order(features);
  std::iota(order.begin(), order.end(), std::uint32_t{0});
  shuffle(order, stream_of(choice, Drawn::places));
  const Stream drawn = stream_of(choice, Drawn::weights);
  std::vector<double> weights(features, 0.0);
  for (std::size_t i = 0; i < informative; ++i) {
    const double size = 1 + drawn.uniform(2 * i);
    weights[order[i]] = drawn.below(2 * i + 1, 2) == 0 ? size : -size;
  }
  return weights;
}

SourceEntry sparse_linear_source() {
  return {
      {.name = "sparse_linear",
       .summary = "a regression y = X w + noise with X from N(0, 1), where only a few weights, drawn from "
                  "U(1, 2) with random signs, are not zero",
       .source = "the usual test bed of variable selection, after Tibshirani (1996)",
       .advice = "Whether l1 and elastic_net find the features that matter: zero_weights should come to the "
                 "share of features that are not informative. Fewer samples than features make it hard.",
       .parameters = {samples_parameter(200),
                      {.name = "features",
                       .type = Parameter::Type::integer,
                       .fallback = std::int64_t{50},
                       .meaning = "number of features",
                       .low = 1},
                      {.name = "informative",
                       .type = Parameter::Type::integer,
                       .fallback = std::int64_t{5},
                       .meaning = "number of features whose weight is not zero",
                       .low = 1},
                      noise_parameter(0.1, "standard deviation of the normal noise on the target"),
                      data_seed_parameter()}},
      load_sparse_linear};
}

}  // namespace tryall::data
