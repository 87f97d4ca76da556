#pragma once

#include "augmentations.hpp"

namespace tryall::data {

/// Moves each image by a whole number of pixels, uniform in -reach .. reach, drawn for each axis; what comes
/// in from outside is 0. That is crop's effect and shift's.
template <class Scalar>
class Displacement : public Augmentation<Scalar> {
 public:
  Displacement(ImageShape image, std::ptrdiff_t reach, AugmentationPart part)
      : image_(image), reach_(reach), part_(part), moved_(static_cast<std::size_t>(image.pixels())) {}

  void apply(Batch<Scalar> images, const Draws& draws) override;

 private:
  /// Moves one channel so that pixel (y, x) becomes the former pixel (y + down, x + right).
  void move(Scalar* channel, std::ptrdiff_t down, std::ptrdiff_t right);

  ImageShape image_;
  std::ptrdiff_t reach_;
  AugmentationPart part_;
  Buffer<Scalar> moved_;
};

}  // namespace tryall::data
