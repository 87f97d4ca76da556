#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "tryall/buffer.hpp"

namespace tryall::data {

/// The raw features, one sample after the other, in the type they came in: bytes for images (a quarter of the
/// memory and of the traffic), floats otherwise. Scaling happens when a batch is gathered.
using FeatureValues = std::variant<Buffer<std::uint8_t>, Buffer<float>>;

/// A labelled data set for classification, loaded once and shared by all workers.
struct Dataset {
  std::string name;
  std::vector<std::size_t> shape = {};  ///< Of one sample: {784} or {28, 28}; the product is `features`.
  std::size_t features = 0;
  std::size_t classes = 0;
  FeatureValues values = {};
  std::vector<std::int32_t> labels = {};  ///< 0 .. classes - 1, one a sample.
  std::size_t test_begin = 0;             ///< Samples from here on are a test set that came with the data.

  std::size_t samples() const { return labels.size(); }
  bool has_test_set() const { return test_begin < samples(); }
};

/// x' = (x - shift) * scale, feature by feature.
template <class Scalar>
struct FeatureMap {
  Buffer<Scalar> shift;
  Buffer<Scalar> scale;

  template <class Other>
  FeatureMap<Other> cast() const {
    return {Buffer<Other>(shift.begin(), shift.end()), Buffer<Other>(scale.begin(), scale.end())};
  }
};
using AffineMap = FeatureMap<double>;

/// Copies the samples `indices` into `out` (features x indices.size()), scaled, computed in Scalar.
template <class Scalar>
void gather(const Dataset& dataset, const FeatureMap<Scalar>& map, std::span<const std::uint32_t> indices,
            Batch<Scalar> out);

}  // namespace tryall::data
