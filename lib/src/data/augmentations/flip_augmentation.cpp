#include <algorithm>

#include "augmentations.hpp"

namespace tryall::data {
namespace {

template <class Scalar>
class Flip final : public Augmentation<Scalar> {
 public:
  Flip(const Choice& choice, ImageShape image)
      : image_(image),
        horizontal_(choice.word("direction") != "vertical"),
        vertical_(choice.word("direction") != "horizontal"),
        probability_(choice.number("probability")) {}

  static bool does_nothing(const Choice& choice) { return choice.number("probability") == 0; }

  void apply(Batch<Scalar> images, const Draws& draws) override {
    for_each_image(images, draws, AugmentationPart::flip, [&](Scalar* image, const SampleStream& stream) {
      const bool sideways = horizontal_ && stream.uniform(0) < probability_;
      const bool upside_down = vertical_ && stream.uniform(1) < probability_;
      for (std::ptrdiff_t channel = 0; channel < image_.channels; ++channel) {
        if (sideways) mirror_rows(image + channel * image_.pixels());
        if (upside_down) swap_rows(image + channel * image_.pixels());
      }
    });
  }

 private:
  void mirror_rows(Scalar* channel) const {
    for (std::ptrdiff_t y = 0; y < image_.height; ++y)
      std::reverse(channel + y * image_.width, channel + (y + 1) * image_.width);
  }
  void swap_rows(Scalar* channel) const {
    for (std::ptrdiff_t y = 0; y < image_.height / 2; ++y)
      std::swap_ranges(channel + y * image_.width, channel + (y + 1) * image_.width,
                       channel + (image_.height - 1 - y) * image_.width);
  }

  ImageShape image_;
  bool horizontal_, vertical_;
  double probability_;
};

}  // namespace

AugmentationEntry flip_augmentation() {
  return augmentation_entry<Flip>(
      {.name = "flip",
       .summary = "mirrors the image with the given probability",
       .source =
           "Krizhevsky et al. (2012), section 4.1; torchvision's RandomHorizontalFlip and RandomVerticalFlip",
       .advice =
           "Photographs, horizontally. Wrong for digits and text: mirrored ones are other signs or none.",
       .parameters = {{.name = "direction",
                       .type = Parameter::Type::word,
                       .fallback = std::string("horizontal"),
                       .meaning = "horizontal swaps left and right; vertical swaps top and bottom; both does "
                                  "either, each with its own draw",
                       .words = {"horizontal", "vertical", "both"}},
                      {.name = "probability",
                       .type = Parameter::Type::number,
                       .fallback = 0.5,
                       .meaning = "probability of a flip; 0 changes nothing",
                       .low = 0,
                       .high = 1}}});
}

}  // namespace tryall::data
