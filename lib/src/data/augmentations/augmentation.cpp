#include "tryall/data/augmentations/augmentation.hpp"

#include <fmt/format.h>

#include "augmentations.hpp"
#include "tryall/error.hpp"

namespace tryall::data {
namespace {

template <class Scalar>
std::unique_ptr<Augmentation<Scalar>> make_no_augmentation(const Choice&, ImageShape) {
  return nullptr;
}

AugmentationEntry no_augmentation() {
  return {{.name = "none", .summary = "changes nothing", .source = "", .parameters = {}},
          make_no_augmentation<float>,
          make_no_augmentation<double>};
}

}  // namespace

const Table<AugmentationEntry>& augmentation_table() {
  static const Table<AugmentationEntry> table("augmentation", "augmentations",
                                              {
                                                  no_augmentation(),
#define TRYALL_TECHNIQUE(name) name(),
#include "augmentations.def"
#undef TRYALL_TECHNIQUE
                                              });
  return table;
}

std::ptrdiff_t pixels_setting(const Choice& choice, std::string_view setting, ImageShape image,
                              std::ptrdiff_t most) {
  const std::int64_t pixels = choice.integer(setting);
  if (pixels > most)
    throw SettingError(
        std::string(setting),
        fmt::format("augmentation '{}': {} must be at most {} for images of {} x {} pixels, not {}",
                    choice.name, setting, most, image.height, image.width, pixels));
  return static_cast<std::ptrdiff_t>(pixels);
}

namespace {

const AugmentationEntry& usable_entry(const Choice& choice, ImageShape image,
                                      const Table<AugmentationEntry>& table) {
  if (choice.name != "none" && image.size() == 0)
    throw Error(ErrorCode::bad_input,
                fmt::format("augmentation '{}' needs images; the dataset's samples have no height and width",
                            choice.name));
  return table.find(choice);
}

}  // namespace

template <>
std::unique_ptr<Augmentation<float>> make_augmentation(const Choice& choice, ImageShape image,
                                                       const Table<AugmentationEntry>& table) {
  return usable_entry(choice, image, table).make_single(choice, image);
}

template <>
std::unique_ptr<Augmentation<double>> make_augmentation(const Choice& choice, ImageShape image,
                                                        const Table<AugmentationEntry>& table) {
  return usable_entry(choice, image, table).make_double(choice, image);
}

}  // namespace tryall::data
