#include <algorithm>

#include "displacement.hpp"

namespace tryall::data {
namespace {

template <class Scalar>
class Shift final : public Displacement<Scalar> {
 public:
  Shift(const Choice& choice, ImageShape image)
      : Displacement<Scalar>(image,
                             pixels_setting(choice, "pixels", image, std::min(image.height, image.width) - 1),
                             AugmentationPart::shift) {}

  static bool does_nothing(const Choice& choice) { return choice.integer("pixels") == 0; }
};

}  // namespace

AugmentationEntry shift_augmentation() {
  return augmentation_entry<Shift>(
      {.name = "shift",
       .summary = "moves the image by a whole number of pixels, uniform in -pixels .. pixels in both "
                  "directions, and fills with zeros: the same as crop with that padding, with its own draws",
       .source = "LeCun et al. (1998), Gradient-based learning applied to document recognition",
       .advice = "Digits and other small objects on an empty background, 1 or 2 pixels; it teaches an mlp "
                 "what a cnn has by design.",
       .parameters = {{.name = "pixels",
                       .type = Parameter::Type::integer,
                       .fallback = std::int64_t{2},
                       .meaning = "the most pixels to move by, less than the image's; 0 changes nothing",
                       .low = 0}}});
}

}  // namespace tryall::data
