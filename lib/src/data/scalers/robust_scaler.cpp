#include <algorithm>

#include "scalers.hpp"

namespace tryall::data {
namespace {

/// The value at (n - 1) share of the n values in order, interpolated linearly (Hyndman and Fan's type 7,
/// NumPy's default). Reorders the values.
template <class Raw>
double quantile(Buffer<Raw>& values, double share) {
  const double place = share * static_cast<double>(values.size() - 1);
  const auto nth = values.begin() + static_cast<std::ptrdiff_t>(place);
  std::nth_element(values.begin(), nth, values.end());
  const auto low = static_cast<double>(*nth);
  if (nth + 1 == values.end()) return low;
  const auto high = static_cast<double>(*std::min_element(nth + 1, values.end()));
  return low + (high - low) * (place - static_cast<double>(nth - values.begin()));
}

struct Robust {
  double median, scale;
};

template <class Raw>
Robust robust(Buffer<Raw>& values) {
  const double range = quantile(values, 0.75) - quantile(values, 0.25);
  return {quantile(values, 0.5), range > 0 ? 1.0 / range : 1.0};
}

template <class Raw>
InputMap fit_features(const Buffer<Raw>& values, std::size_t features,
                      std::span<const std::uint32_t> training) {
  InputMap map{Buffer<double>(features), Buffer<double>(features)};
  Buffer<Raw> column(training.size());
  for (std::size_t i = 0; i < features; ++i) {
    std::transform(training.begin(), training.end(), column.begin(),
                   [&](std::uint32_t index) { return values[index * features + i]; });
    const Robust found = robust(column);
    map.shift[i] = found.median;
    map.scale[i] = found.scale;
  }
  return map;
}

template <class Raw>
InputMap fit_pooled(const Buffer<Raw>& values, std::size_t features,
                    std::span<const std::uint32_t> training) {
  Buffer<Raw> all;
  all.reserve(training.size() * features);
  for (const std::uint32_t index : training) {
    const Raw* sample = values.data() + index * features;
    all.insert(all.end(), sample, sample + features);
  }
  const Robust found = robust(all);
  return {Buffer<double>(features, found.median), Buffer<double>(features, found.scale)};
}

InputMap fit_robust(const Choice& choice, const Dataset& dataset, std::span<const std::uint32_t> training) {
  return std::visit(
      [&](const auto& values) {
        return pooled(choice) ? fit_pooled(values, dataset.features, training)
                              : fit_features(values, dataset.features, training);
      },
      dataset.values);
}

}  // namespace

ScalerEntry robust_scaler() {
  return {{.name = "robust",
           .summary = "x' = (x - median) / (third quartile - first quartile) of the training split; where "
                      "the quartiles are equal, x - median, so that a constant feature becomes 0",
           .source = "scikit-learn's RobustScaler",
           .advice = "Measurements with outliers, which hardly move the median and the quartiles. Not for "
                     "images or counts with many equal values, whose quartiles coincide.",
           .parameters = {per_parameter()}},
          fit_robust};
}

}  // namespace tryall::data
