#include "tryall/data/dataset.hpp"

#include "tryall/error.hpp"

namespace tryall::data {
namespace {

template <class Raw, class Scalar>
void gather_from(const Buffer<Raw>& values, const Scalar* shift, const Scalar* scale,
                 std::span<const std::uint32_t> indices, Batch<Scalar> out) {
  const auto features = static_cast<std::size_t>(out.features);
  Scalar* target = out.data;
  for (const std::uint32_t index : indices) {
    const Raw* sample = values.data() + index * features;
    for (std::size_t i = 0; i < features; ++i)
      target[i] = (static_cast<Scalar>(sample[i]) - shift[i]) * scale[i];
    target += features;
  }
}

}  // namespace

template <class Scalar>
void gather(const Dataset& dataset, const FeatureMap<Scalar>& map, std::span<const std::uint32_t> indices,
            Batch<Scalar> out) {
  require(out.features == static_cast<std::ptrdiff_t>(dataset.features),
          "a batch has the dataset's features");
  require(out.rows == static_cast<std::ptrdiff_t>(indices.size()), "a batch has a row an index");
  std::visit(
      [&](const auto& values) { gather_from(values, map.shift.data(), map.scale.data(), indices, out); },
      dataset.values);
}

template void gather(const Dataset&, const FeatureMap<float>&, std::span<const std::uint32_t>, Batch<float>);
template void gather(const Dataset&, const FeatureMap<double>&, std::span<const std::uint32_t>,
                     Batch<double>);

}  // namespace tryall::data
