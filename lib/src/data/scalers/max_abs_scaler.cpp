#include <algorithm>
#include <cmath>

#include "scalers.hpp"

namespace tryall::data {
namespace {

InputMap fit_max_abs(const Choice& choice, const Dataset& dataset, std::span<const std::uint32_t> training) {
  const std::size_t features = dataset.features;
  Buffer<double> scale(features, 0.0);
  std::visit(
      [&](const auto& values) {
        for (const std::uint32_t index : training)
          for (std::size_t i = 0; i < features; ++i)
            scale[i] = std::max(scale[i], std::abs(static_cast<double>(values[index * features + i])));
      },
      dataset.values);
  if (pooled(choice)) scale.assign(features, *std::max_element(scale.begin(), scale.end()));
  for (double& largest : scale) largest = largest > 0 ? 1.0 / largest : 1.0;
  return {Buffer<double>(features, 0.0), std::move(scale)};
}

}  // namespace

ScalerEntry max_abs_scaler() {
  return {{.name = "max_abs",
           .summary = "x' = x / max |x| of the training split, to [-1, 1] there; 0 stays 0",
           .source = "scikit-learn's MaxAbsScaler",
           .advice = "Sparse data: zeros stay zeros. Like min_max it depends on one extreme value.",
           .parameters = {per_parameter()}},
          fit_max_abs};
}

}  // namespace tryall::data
