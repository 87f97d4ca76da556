#include "tryall/data/augmentations/augmentation.hpp"

#include <fmt/format.h>

#include "augmentations.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/table.hpp"

namespace tryall::data {

const std::vector<AugmentationEntry>& augmentation_table() {
  static const std::vector<AugmentationEntry> table = {
      no_augmentation(),    crop_augmentation(),  rotation_augmentation(), flip_augmentation(),
      shift_augmentation(), noise_augmentation(), cutout_augmentation(),   combined_augmentation()};
  return table;
}

const Family& augmentations() {
  static const Family family = family_of("augmentation", "augmentations", augmentation_table());
  return family;
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

const AugmentationEntry& usable_entry(const Choice& choice, ImageShape image) {
  if (choice.name != "none" && image.size() == 0)
    throw Error(ErrorCode::bad_input,
                fmt::format("augmentation '{}' needs images; the dataset's samples have no height and width",
                            choice.name));
  return entry_of(augmentation_table(), choice);
}

}  // namespace

template <>
std::unique_ptr<Augmentation<float>> make_augmentation(const Choice& choice, ImageShape image) {
  return usable_entry(choice, image).make_single(choice, image);
}

template <>
std::unique_ptr<Augmentation<double>> make_augmentation(const Choice& choice, ImageShape image) {
  return usable_entry(choice, image).make_double(choice, image);
}

}  // namespace tryall::data
