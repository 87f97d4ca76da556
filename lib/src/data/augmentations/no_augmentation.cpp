#include "augmentations.hpp"

namespace tryall::data {
namespace {

template <class Scalar>
std::unique_ptr<Augmentation<Scalar>> make_no_augmentation(const Choice&, ImageShape) {
  return nullptr;
}

}  // namespace

AugmentationEntry no_augmentation() {
  return {{.name = "none", .summary = "changes nothing", .source = "", .parameters = {}},
          make_no_augmentation<float>,
          make_no_augmentation<double>};
}

}  // namespace tryall::data
