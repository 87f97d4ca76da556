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
                  "directions, zeros coming in: what crop does with as much padding, under draws of its own",
       .source = "LeCun et al. (1998), Gradient-based learning applied to document recognition",
       .advice = "Digits and other small things on an empty ground, 1 or 2 pixels; it teaches an mlp what a "
                 "cnn mostly has by itself.",
       .parameters = {{.name = "pixels",
                       .type = Parameter::Type::integer,
                       .fallback = std::int64_t{2},
                       .meaning = "the most pixels to move by, less than the image's; 0 changes nothing",
                       .low = 0}}});
}

}  // namespace tryall::data
