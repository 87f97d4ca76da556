#include "rotation_augmentation.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "augmentations.hpp"
#include "tryall/kernels/math.hpp"

namespace tryall::data {
namespace {

/// The four pixels about a place and their shares; those outside the image have none.
class Neighbors {
 public:
  Neighbors(double y, double x, ImageShape shape) {
    const double top = std::floor(y), left = std::floor(x);
    const std::array<double, 2> down = {1 - (y - top), y - top}, right = {1 - (x - left), x - left};
    for (std::size_t i = 0; i < 4; ++i) {
      const auto row = static_cast<std::ptrdiff_t>(top) + static_cast<std::ptrdiff_t>(i / 2);
      const auto column = static_cast<std::ptrdiff_t>(left) + static_cast<std::ptrdiff_t>(i % 2);
      const bool inside = row >= 0 && row < shape.height && column >= 0 && column < shape.width;
      places_[i] = inside ? row * shape.width + column : 0;
      shares_[i] = inside ? down[i / 2] * right[i % 2] : 0;
    }
  }

  template <class Scalar>
  Scalar value(const Scalar* channel) const {
    double sum = 0;
    for (std::size_t i = 0; i < 4; ++i) sum += shares_[i] * static_cast<double>(channel[places_[i]]);
    return static_cast<Scalar>(sum);
  }

 private:
  std::array<std::ptrdiff_t, 4> places_{};
  std::array<double, 4> shares_{};
};

template <class Scalar>
class Rotation final : public Augmentation<Scalar> {
 public:
  Rotation(const Choice& choice, ImageShape image)
      : image_(image), degrees_(choice.number("degrees")), rotated_(static_cast<std::size_t>(image.size())) {}

  static bool does_nothing(const Choice& choice) { return choice.number("degrees") == 0; }

  void apply(Batch<Scalar> images, const Draws& draws) override {
    for_each_image(images, draws, AugmentationPart::rotation, [&](Scalar* image, const SampleStream& stream) {
      rotate(image, image_, degrees_ * (2 * stream.uniform(0) - 1), rotated_.data());
      std::copy(rotated_.begin(), rotated_.end(), image);
    });
  }

 private:
  ImageShape image_;
  double degrees_;
  Buffer<Scalar> rotated_;
};

}  // namespace

template <class Scalar>
void rotate(const Scalar* image, ImageShape shape, double degrees, Scalar* out) {
  const double cosine = kernels::cos_pi(degrees / 180), sine = kernels::sin_pi(degrees / 180);
  const double center_y = static_cast<double>(shape.height - 1) / 2;
  const double center_x = static_cast<double>(shape.width - 1) / 2;
  for (std::ptrdiff_t y = 0; y < shape.height; ++y)
    for (std::ptrdiff_t x = 0; x < shape.width; ++x) {
      const double down = static_cast<double>(y) - center_y, right = static_cast<double>(x) - center_x;
      const Neighbors from(center_y + right * sine + down * cosine, center_x + right * cosine - down * sine,
                           shape);
      for (std::ptrdiff_t channel = 0; channel < shape.channels; ++channel)
        out[channel * shape.pixels() + y * shape.width + x] = from.value(image + channel * shape.pixels());
    }
}

template void rotate(const float*, ImageShape, double, float*);
template void rotate(const double*, ImageShape, double, double*);

AugmentationEntry rotation_augmentation() {
  return augmentation_entry<Rotation>(
      {.name = "rotation",
       .summary = "rotates the image around its center by an angle uniform in +-degrees, interpolating "
                  "bilinearly; 0 outside the image",
       .source = "torchvision's RandomRotation with interpolation bilinear",
       .advice = "Things photographed at any angle; 5 to 15 degrees for digits, since a 6 turned far is a 9. "
                 "On 8 x 8 pixels interpolation blurs much.",
       .parameters = {{.name = "degrees",
                       .type = Parameter::Type::number,
                       .fallback = 10.0,
                       .meaning = "the largest angle, either way; 0 changes nothing",
                       .low = 0,
                       .high = 180}}});
}

}  // namespace tryall::data
