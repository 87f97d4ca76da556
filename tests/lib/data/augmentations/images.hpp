#pragma once

#include <numeric>

#include "tryall/data/augmentations/augmentation.hpp"

namespace tryall::testing {

/// Samples 0 .. count - 1.
inline std::vector<std::uint32_t> first_samples(std::size_t count) {
  std::vector<std::uint32_t> samples(count);
  std::iota(samples.begin(), samples.end(), 0U);
  return samples;
}

/// `count` images, each of the values 1, 2, 3, ... and so without any zero.
template <class Scalar>
Buffer<Scalar> counted_images(ImageShape shape, std::size_t count) {
  Buffer<Scalar> images(static_cast<std::size_t>(shape.size()) * count);
  for (std::size_t i = 0; i < images.size(); ++i)
    images[i] = static_cast<Scalar>(i % static_cast<std::size_t>(shape.size()) + 1);
  return images;
}

/// What the augmentation of a choice makes of the images; settings that it lacks are the defaults.
template <class Scalar>
Buffer<Scalar> augmented(const Choice& choice, ImageShape shape, Buffer<Scalar> images, const Draws& draws) {
  const auto augmentation =
      data::make_augmentation<Scalar>(with_defaults(data::augmentations(), choice), shape);
  if (augmentation)
    augmentation->apply({images.data(), shape.size(), static_cast<std::ptrdiff_t>(draws.samples.size())},
                        draws);
  return images;
}

/// Image `index` of a batch.
template <class Scalar>
Buffer<Scalar> image_of(const Buffer<Scalar>& images, ImageShape shape, std::size_t index) {
  const auto begin = images.begin() + static_cast<std::ptrdiff_t>(index) * shape.size();
  return Buffer<Scalar>(begin, begin + shape.size());
}

}  // namespace tryall::testing
