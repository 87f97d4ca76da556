#include <array>

#include "augmentations.hpp"
#include "tryall/error.hpp"

namespace tryall::data {
namespace {

/// A setting of `combined`, and the augmentation and setting of it that it stands for.
struct Piece {
  const char *setting, *augmentation, *inner;
};

/// In the order in which they are applied.
constexpr std::array<Piece, 6> pieces = {{{"crop", "crop", "padding"},
                                          {"rotation", "rotation", "degrees"},
                                          {"flip", "flip", "direction"},
                                          {"shift", "shift", "pixels"},
                                          {"noise", "noise", "std"},
                                          {"cutout", "cutout", "size"}}};

bool is_off(const Value& value) {
  return value == Value(std::int64_t{0}) || value == Value(0.0) || value == Value(std::string("none"));
}

template <class Scalar>
std::unique_ptr<Augmentation<Scalar>> made_piece(const Piece& piece, const Choice& choice, ImageShape image) {
  const Value& value = choice.settings.find(piece.setting)->second;
  if (is_off(value)) return nullptr;
  const Choice alone = with_defaults(augmentations(), {piece.augmentation, {{piece.inner, value}}});
  try {
    return make_augmentation<Scalar>(alone, image);
  } catch (const SettingError& error) {
    throw SettingError(piece.setting, error.what());
  }
}

template <class Scalar>
class Combined final : public Augmentation<Scalar> {
 public:
  Combined(const Choice& choice, ImageShape image) {
    for (const Piece& piece : pieces)
      if (auto made = made_piece<Scalar>(piece, choice, image)) pieces_.push_back(std::move(made));
  }

  static bool does_nothing(const Choice& choice) {
    for (const Piece& piece : pieces)
      if (!is_off(choice.settings.find(piece.setting)->second)) return false;
    return true;
  }

  void apply(Batch<Scalar> images, const Draws& draws) override {
    for (const auto& piece : pieces_) piece->apply(images, draws);
  }

 private:
  std::vector<std::unique_ptr<Augmentation<Scalar>>> pieces_;
};

Parameter pixels(const char* name, const char* meaning) {
  return {.name = name,
          .type = Parameter::Type::integer,
          .fallback = std::int64_t{0},
          .meaning = meaning,
          .low = 0};
}

}  // namespace

AugmentationEntry combined_augmentation() {
  return augmentation_entry<Combined>(
      {.name = "combined",
       .summary = "crop, rotation, flip, shift, noise and cutout, in this order, each with the same draws as "
                  "when used alone; all are off by default",
       .source = "",
       .advice = "Several together; start with the one that fits the data and add others one at a time, "
                 "since together they slow learning and need more epochs.",
       .parameters = {
           pixels("crop", "crop's padding; 0: no crop"),
           {.name = "rotation",
            .type = Parameter::Type::number,
            .fallback = 0.0,
            .meaning = "rotation's degrees; 0: no rotation",
            .low = 0,
            .high = 180},
           {.name = "flip",
            .type = Parameter::Type::word,
            .fallback = std::string("none"),
            .meaning = "flip's direction, with its probability of 0.5; none: no flip",
            .words = {"none", "horizontal", "vertical", "both"}},
           pixels("shift", "shift's pixels; 0: no shift"),
           {.name = "noise",
            .type = Parameter::Type::number,
            .fallback = 0.0,
            .meaning = "noise's std in units of the raw values; 0: no noise",
            .low = 0},
           pixels("cutout", "cutout's size; 0: no cutout"),
       }});
}

}  // namespace tryall::data
