#pragma once

#include <memory>
#include <vector>

#include "tryall/buffer.hpp"
#include "tryall/experiment/table.hpp"
#include "tryall/experiment/task.hpp"
#include "tryall/random.hpp"

namespace tryall::data {

/// Changes training images before they are scaled, anew each epoch; the draws are a function of (seed, epoch,
/// sample).
template <class Scalar>
class Augmentation {
 public:
  virtual ~Augmentation() = default;

  /// Changes `images` (raw values, image.size() x rows) in place; `draws` has a sample a row.
  virtual void apply(Batch<Scalar> images, const Draws& draws) = 0;
};

/// An augmentation: how it is made for images of a size; a null pointer changes nothing. A new one is a file
/// and a line in the table.
struct AugmentationEntry {
  Technique about;
  std::unique_ptr<Augmentation<float>> (*make_single)(const Choice& choice, ImageShape image);
  std::unique_ptr<Augmentation<double>> (*make_double)(const Choice& choice, ImageShape image);
};

const Table<AugmentationEntry>& augmentation_table();
inline const Family& augmentations() { return augmentation_table().family(); }

/// Throws Error where the samples are not images, SettingError where they are too small for what is asked.
template <class Scalar>
std::unique_ptr<Augmentation<Scalar>> make_augmentation(
    const Choice& choice, ImageShape image, const Table<AugmentationEntry>& table = augmentation_table());

}  // namespace tryall::data
