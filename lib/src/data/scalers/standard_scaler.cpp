#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "scalers.hpp"

namespace tryall::data {
namespace {

void set_all_to_mean(Buffer<double>& values) {
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  std::fill(values.begin(), values.end(), mean);
}

/// What rounding alone can leave of a constant feature, as scikit-learn has it.
bool is_constant(double deviation, double mean, double count) {
  return deviation <= count * std::numeric_limits<double>::epsilon() * std::abs(mean);
}

/// Two passes: the mean first, then the squared deviations from it, both in double.
InputMap fit_standard(const Choice& choice, const Dataset& dataset, std::span<const std::uint32_t> training) {
  const std::size_t features = dataset.features;
  const auto count = static_cast<double>(training.size());
  const auto ddof = static_cast<double>(choice.integer("ddof"));
  InputMap map{Buffer<double>(features, 0.0), Buffer<double>(features, 0.0)};
  std::visit(
      [&](const auto& values) {
        for (const std::uint32_t index : training)
          for (std::size_t i = 0; i < features; ++i)
            map.shift[i] += static_cast<double>(values[index * features + i]);
        for (double& mean : map.shift) mean /= count;
        if (pooled(choice)) set_all_to_mean(map.shift);
        for (const std::uint32_t index : training)
          for (std::size_t i = 0; i < features; ++i) {
            const double deviation = static_cast<double>(values[index * features + i]) - map.shift[i];
            map.scale[i] += deviation * deviation;
          }
      },
      dataset.values);
  double divisor = count - ddof;
  if (pooled(choice)) {
    set_all_to_mean(map.scale);  // then a mean over the features of sums over the samples
    divisor = count - ddof / static_cast<double>(features);
  }
  for (std::size_t i = 0; i < features; ++i) {
    const double deviation = divisor > 0 ? std::sqrt(map.scale[i] / divisor) : 0.0;
    map.scale[i] = is_constant(deviation, map.shift[i], count) ? 1.0 : 1.0 / deviation;
  }
  return map;
}

}  // namespace

ScalerEntry standard_scaler() {
  return {{.name = "standard",
           .summary = "x' = (x - mean) / sd of the training split; a constant feature becomes 0",
           .source = "scikit-learn's StandardScaler with ddof 0",
           .advice = "The usual choice for measurements in different units and for regression targets, and "
                     "what inits and learning rates expect. For images, scale all features together (per "
                     "all), or border pixels with tiny variance are blown up.",
           .parameters = {{.name = "ddof",
                           .type = Parameter::Type::integer,
                           .fallback = std::int64_t{0},
                           .meaning = "the variance divides by n - ddof",
                           .low = 0,
                           .high = 1},
                          per_parameter()}},
          fit_standard};
}

}  // namespace tryall::data
