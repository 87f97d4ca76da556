#include "tryall/data/dataset.hpp"

#include <algorithm>
#include <cmath>

#include "kernels/products.hpp"
#include "tryall/error.hpp"
#include "tryall/kernels/each.hpp"

namespace tryall::data {
namespace {

template <class Raw, class Scalar>
void gather_from(const Buffer<Raw>& values, std::span<const std::uint32_t> indices, Batch<Scalar> out) {
  const auto features = static_cast<std::size_t>(out.features);
  Scalar* target = out.data;
  for (const std::uint32_t index : indices) {
    const Raw* sample = values.data() + index * features;
    for (std::size_t i = 0; i < features; ++i) target[i] = static_cast<Scalar>(sample[i]);
    target += features;
  }
}

/// Asks for memory that is needed soon: samples lie anywhere, and none is near the one before.
void prefetch(const void* begin, std::size_t bytes) {
  constexpr std::size_t line = 64, most = 64;  // what a processor keeps track of is limited
  for (std::size_t i = 0; i < std::min(bytes, line * most); i += line)
    __builtin_prefetch(static_cast<const char*>(begin) + i);
}

/// Computes in the map's precision.
template <class Raw, class Wide, class Scalar>
void gather_scaled(const Buffer<Raw>& values, const FeatureMap<Wide>& map,
                   std::span<const std::uint32_t> indices, Batch<Scalar> out) {
  const auto features = static_cast<std::size_t>(out.features);
  Scalar* target = out.data;
  for (std::size_t i = 0; i < indices.size(); ++i) {
    if (i + 1 < indices.size()) prefetch(values.data() + indices[i + 1] * features, features * sizeof(Raw));
    kernels::each(
        [](const Raw& value, const Wide& shift, const Wide& scale, Scalar& scaled) {
          scaled = static_cast<Scalar>((static_cast<Wide>(value) - shift) * scale);
        },
        features, values.data() + indices[i] * features, map.shift.data(), map.scale.data(), target);
    target += features;
  }
}

/// The same, where values may be missing.
template <class Raw, class Wide, class Scalar>
void gather_filled(const Buffer<Raw>& values, const FeatureMap<Wide>& map,
                   std::span<const std::uint32_t> indices, Batch<Scalar> out) {
  const auto features = static_cast<std::size_t>(out.features);
  for (std::size_t i = 0; i < indices.size(); ++i)
    kernels::each(
        [](const Raw& value, const Wide& fill, const Wide& shift, const Wide& scale, Scalar& scaled) {
          const Wide filled = value == value ? static_cast<Wide>(value) : fill;  // NaN is unlike itself
          scaled = static_cast<Scalar>((filled - shift) * scale);
        },
        features, values.data() + indices[i] * features, map.fill.data(), map.shift.data(), map.scale.data(),
        out.data + i * features);
}

template <class Scalar>
void scale_in_place(const FeatureMap<Scalar>& map, Batch<Scalar> batch) {
  for (std::ptrdiff_t row = 0; row < batch.rows; ++row)
    kernels::each(
        [](Scalar& value, const Scalar& shift, const Scalar& scale) { value = (value - shift) * scale; },
        static_cast<std::size_t>(batch.features), batch.data + row * batch.features, map.shift.data(),
        map.scale.data());
}

/// A sample without any spread becomes 0.
template <class Scalar>
void standardize_samples(Batch<Scalar> batch) {
  for (std::ptrdiff_t row = 0; row < batch.rows; ++row) {
    Scalar* sample = batch.data + row * batch.features;
    const auto first = static_cast<double>(sample[0]);  // without spread, the sum of differences is exactly 0
    double sum = 0, squares = 0;
    for (std::ptrdiff_t i = 0; i < batch.features; ++i) sum += static_cast<double>(sample[i]) - first;
    const double mean = first + sum / static_cast<double>(batch.features);
    for (std::ptrdiff_t i = 0; i < batch.features; ++i)
      squares += (static_cast<double>(sample[i]) - mean) * (static_cast<double>(sample[i]) - mean);
    const double deviation = std::sqrt(squares / static_cast<double>(batch.features));
    const double scale = deviation > 0 ? 1.0 / deviation : 1.0;
    for (std::ptrdiff_t i = 0; i < batch.features; ++i)
      sample[i] = static_cast<Scalar>((static_cast<double>(sample[i]) - mean) * scale);
  }
}

template <class Scalar>
void finish(const FeatureMap<Scalar>& map, Batch<Scalar> scaled, Batch<Scalar> out) {
  if (map.per_sample) standardize_samples(scaled);
  if (map.rotation.empty()) {
    if (out.data != scaled.data) std::copy_n(scaled.data, scaled.features * scaled.rows, out.data);
    return;
  }
  kernels::multiply<Scalar>({.rows = scaled.rows,
                             .terms = scaled.features,
                             .columns = out.features,
                             .a = scaled.data,
                             .a_row = scaled.features,
                             .b = map.rotation.data(),
                             .b_term = out.features,
                             .c = out.data,
                             .c_row = out.features});
}

}  // namespace

ImageShape Dataset::image() const {
  const auto size = [&](std::size_t i) { return static_cast<std::ptrdiff_t>(shape[i]); };
  if (shape.size() == 2) return {1, size(0), size(1)};
  if (shape.size() == 3) return {size(0), size(1), size(2)};
  return {};
}

template <class Scalar>
void gather(const Dataset& dataset, std::span<const std::uint32_t> indices, Batch<Scalar> out) {
  require(out.features == static_cast<std::ptrdiff_t>(dataset.features),
          "a batch has the dataset's features");
  require(out.rows == static_cast<std::ptrdiff_t>(indices.size()), "a batch has one row per index");
  std::visit([&](const auto& values) { gather_from(values, indices, out); }, dataset.values);
}

template <class Scalar>
void fill_missing(const FeatureMap<Scalar>& map, Batch<Scalar> raw) {
  if (map.fill.empty()) return;
  for (std::ptrdiff_t row = 0; row < raw.rows; ++row)
    kernels::each([](Scalar& value, const Scalar& fill) { value = value == value ? value : fill; },
                  static_cast<std::size_t>(raw.features), raw.data + row * raw.features, map.fill.data());
}

template <class Scalar>
void apply(const FeatureMap<Scalar>& map, Batch<Scalar> raw, Batch<Scalar> out) {
  scale_in_place(map, raw);
  finish(map, raw, out);
}

template <class Scalar>
void gather(const Dataset& dataset, const InputMap& exact, const FeatureMap<Scalar>& map,
            std::span<const std::uint32_t> indices, Batch<Scalar> raw, Batch<Scalar> out) {
  require(raw.features == static_cast<std::ptrdiff_t>(dataset.features),
          "a batch has the dataset's features");
  require(raw.rows == static_cast<std::ptrdiff_t>(indices.size()), "a batch has one row per index");
  if (const auto* bytes = std::get_if<Buffer<std::uint8_t>>(&dataset.values))
    gather_scaled(*bytes, map, indices, raw);
  else if (map.fill.empty())
    std::visit([&](const auto& values) { gather_scaled(values, exact, indices, raw); }, dataset.values);
  else
    std::visit([&](const auto& values) { gather_filled(values, exact, indices, raw); }, dataset.values);
  finish(map, raw, out);
}

#define TRYALL_INSTANTIATE(Scalar)                                                     \
  template void gather(const Dataset&, std::span<const std::uint32_t>, Batch<Scalar>); \
  template void fill_missing(const FeatureMap<Scalar>&, Batch<Scalar>);                \
  template void apply(const FeatureMap<Scalar>&, Batch<Scalar>, Batch<Scalar>);        \
  template void gather(const Dataset&, const InputMap&, const FeatureMap<Scalar>&,     \
                       std::span<const std::uint32_t>, Batch<Scalar>, Batch<Scalar>);
TRYALL_INSTANTIATE(float)
TRYALL_INSTANTIATE(double)
#undef TRYALL_INSTANTIATE

}  // namespace tryall::data
