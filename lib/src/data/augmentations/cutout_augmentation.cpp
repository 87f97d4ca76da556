#include <algorithm>

#include "augmentations.hpp"

namespace tryall::data {
namespace {

template <class Scalar>
class Cutout final : public Augmentation<Scalar> {
 public:
  Cutout(const Choice& choice, ImageShape image)
      : image_(image), size_(pixels_setting(choice, "size", image, std::min(image.height, image.width))) {}

  static bool does_nothing(const Choice& choice) { return choice.integer("size") == 0; }

  void apply(Batch<Scalar> images, const Draws& draws) override {
    for_each_image(images, draws, AugmentationPart::cutout, [&](Scalar* image, const SampleStream& stream) {
      const Span rows = span(stream.below(0, static_cast<std::uint64_t>(image_.height)), image_.height);
      const Span columns = span(stream.below(1, static_cast<std::uint64_t>(image_.width)), image_.width);
      for (std::ptrdiff_t channel = 0; channel < image_.channels; ++channel)
        for (std::ptrdiff_t y = rows.begin; y < rows.end; ++y)
          std::fill_n(image + (channel * image_.height + y) * image_.width + columns.begin,
                      columns.end - columns.begin, Scalar{0});
    });
  }

 private:
  struct Span {
    std::ptrdiff_t begin, end;
  };

  /// `size` pixels about `center`, as far as they are within 0 .. length - 1.
  Span span(std::uint64_t center, std::ptrdiff_t length) const {
    const std::ptrdiff_t begin = static_cast<std::ptrdiff_t>(center) - size_ / 2;
    return {std::max<std::ptrdiff_t>(0, begin), std::min(length, begin + size_)};
  }

  ImageShape image_;
  std::ptrdiff_t size_;
};

}  // namespace

AugmentationEntry cutout_augmentation() {
  return augmentation_entry<Cutout>(
      {.name = "cutout",
       .summary = "a square of zeros around a random pixel, in all channels, cut off at the border",
       .source = "DeVries and Taylor (2017)",
       .advice = "Networks that lean on one part of the image; a square of a quarter to half the side. Helps "
                 "large networks trained long, hurts short trainings and tiny images.",
       .parameters = {{.name = "size",
                       .type = Parameter::Type::integer,
                       .meaning =
                           "side of the square in pixels, at most the image's; the square of an even size "
                           "reaches one pixel further up and left of its center; 0 changes nothing",
                       .low = 0}}});
}

}  // namespace tryall::data
