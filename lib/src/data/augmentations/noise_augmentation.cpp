#include "augmentations.hpp"

namespace tryall::data {
namespace {

template <class Scalar>
class Noise final : public Augmentation<Scalar> {
 public:
  Noise(const Choice& choice, ImageShape) : std_(choice.number("std")) {}

  static bool does_nothing(const Choice& choice) { return choice.number("std") == 0; }

  void apply(Batch<Scalar> images, const Draws& draws) override {
    for_each_image(images, draws, AugmentationPart::noise, [&](Scalar* image, const SampleStream& stream) {
      for_each_normal(stream, static_cast<std::size_t>(images.features),
                      [&](std::size_t i, double draw) { image[i] += static_cast<Scalar>(std_ * draw); });
    });
  }

 private:
  double std_;
};

}  // namespace

AugmentationEntry noise_augmentation() {
  return augmentation_entry<Noise>(
      {.name = "noise",
       .summary = "x + N(0, std^2), drawn for each value of the image; the result is not clipped",
       .source = "Bishop (1995), Training with noise is equivalent to Tikhonov regularization",
       .advice = "Against overfitting of pixel values, a little like l2; its std is in units of the raw "
                 "values (255 for MNIST's white). Too much hides thin strokes.",
       .parameters = {{.name = "std",
                       .type = Parameter::Type::number,
                       .meaning = "standard deviation in units of the raw values, which are 0 .. 255 for "
                                  "bytes; 0 changes nothing",
                       .low = 0}}});
}

}  // namespace tryall::data
