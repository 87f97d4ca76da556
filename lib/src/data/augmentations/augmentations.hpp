#pragma once

#include "tryall/data/augmentations/augmentation.hpp"

namespace tryall::data {

#define TRYALL_TECHNIQUE(name) AugmentationEntry name();
#include "augmentations.def"
#undef TRYALL_TECHNIQUE

/// Sets the draws of the kinds of augmentation apart. The numbers are part of what a seed means: never
/// renumber them.
enum class AugmentationPart : std::uint32_t {
  crop = 1,
  rotation = 2,
  flip = 3,
  shift = 4,
  noise = 5,
  cutout = 6
};

/// Calls `change(image, stream)` for each image of the batch with the draws that are its own.
template <class Scalar, class Change>
void for_each_image(Batch<Scalar> images, const Draws& draws, AugmentationPart part, Change change) {
  for (std::ptrdiff_t row = 0; row < images.rows; ++row)
    change(images.data + row * images.features,
           SampleStream(draws, static_cast<std::size_t>(row), Purpose::augmentation,
                        static_cast<std::uint32_t>(part)));
}

/// A setting that is a number of pixels, 0 for none. Throws SettingError where it is above `most`, what
/// `image` has room for.
std::ptrdiff_t pixels_setting(const Choice& choice, std::string_view setting, ImageShape image,
                              std::ptrdiff_t most);

/// An entry whose augmentation is Kind<Scalar>, made from a choice and the shape of the images; a null
/// pointer where Kind's static `does_nothing(choice)` holds.
template <template <class> class Kind>
AugmentationEntry augmentation_entry(Technique about) {
  return {std::move(about),
          [](const Choice& choice, ImageShape image) -> std::unique_ptr<Augmentation<float>> {
            if (Kind<float>::does_nothing(choice)) return nullptr;
            return std::make_unique<Kind<float>>(choice, image);
          },
          [](const Choice& choice, ImageShape image) -> std::unique_ptr<Augmentation<double>> {
            if (Kind<double>::does_nothing(choice)) return nullptr;
            return std::make_unique<Kind<double>>(choice, image);
          }};
}

}  // namespace tryall::data
