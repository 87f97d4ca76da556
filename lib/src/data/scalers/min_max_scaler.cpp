#include <algorithm>
#include <limits>

#include "scalers.hpp"

namespace tryall::data {
namespace {

InputMap fit_min_max(const Choice& choice, const Dataset& dataset, std::span<const std::uint32_t> training) {
  const std::size_t features = dataset.features;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Buffer<double> low(features, infinity), high(features, -infinity);
  std::visit(
      [&](const auto& values) {
        for (const std::uint32_t index : training)
          for (std::size_t i = 0; i < features; ++i) {
            const auto value = static_cast<double>(values[index * features + i]);
            low[i] = std::min(low[i], value);
            high[i] = std::max(high[i], value);
          }
      },
      dataset.values);
  if (pooled(choice)) {
    low.assign(features, *std::min_element(low.begin(), low.end()));
    high.assign(features, *std::max_element(high.begin(), high.end()));
  }
  Buffer<double> scale(features);
  for (std::size_t i = 0; i < features; ++i) scale[i] = high[i] > low[i] ? 1.0 / (high[i] - low[i]) : 1.0;
  return {std::move(low), std::move(scale)};
}

}  // namespace

ScalerEntry min_max_scaler() {
  return {{.name = "min_max",
           .summary =
               "x' = (x - min) / (max - min), to [0, 1] on the training split; a constant feature becomes 0",
           .source = "scikit-learn's MinMaxScaler",
           .advice = "Values with fixed bounds, such as pixels. One outlier squeezes the rest together "
                     "(robust is better then), and the mean is not 0, which slows sgd a little.",
           .parameters = {per_parameter()}},
          fit_min_max};
}

}  // namespace tryall::data
