#include <algorithm>

#include "displacement.hpp"

namespace tryall::data {
namespace {

template <class Scalar>
class Crop final : public Displacement<Scalar> {
 public:
  Crop(const Choice& choice, ImageShape image)
      : Displacement<Scalar>(
            image, pixels_setting(choice, "padding", image, std::min(image.height, image.width) - 1),
            AugmentationPart::crop) {}

  static bool does_nothing(const Choice& choice) { return choice.integer("padding") == 0; }
};

}  // namespace

AugmentationEntry crop_augmentation() {
  return augmentation_entry<Crop>(
      {.name = "crop",
       .summary = "a window of the image's own size at a random position in the image padded with zeros; all "
                  "(2 padding + 1)^2 positions are equally likely",
       .source = "He et al. (2016), Deep residual learning, section 4.2; torchvision's RandomCrop",
       .advice = "Photographs and digits that need not be centered: 4 pixels of padding for 32 x 32, 1 for "
                 "the 8 x 8 digits. Training gets slower to fit, so give it more epochs.",
       .parameters = {{.name = "padding",
                       .type = Parameter::Type::integer,
                       .fallback = std::int64_t{4},
                       .meaning = "pixels of zeros on each side, less than the image's; 0 changes nothing",
                       .low = 0}}});
}

}  // namespace tryall::data
