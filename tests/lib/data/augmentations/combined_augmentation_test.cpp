#include "catch.hpp"
#include "images.hpp"

namespace combined_augmentation_test {

using tryall::Buffer;
using tryall::Choice;
using tryall::ImageShape;
using tryall::Value;
using namespace tryall::testing;

namespace {

constexpr ImageShape shape = {3, 8, 7};

struct Piece {
  std::string setting, inner;
  Value value;
};

/// In the order in which they are applied.
const std::vector<Piece> pieces = {{"crop", "padding", std::int64_t{2}},
                                   {"rotation", "degrees", 30.0},
                                   {"flip", "direction", std::string("both")},
                                   {"shift", "pixels", std::int64_t{1}},
                                   {"noise", "std", 2.0},
                                   {"cutout", "size", std::int64_t{3}}};

Buffer<float> changed(const Choice& choice, const Buffer<float>& images) {
  const std::vector<std::uint32_t> samples = first_samples(20);
  return augmented(choice, shape, images, {4, 3, samples});
}

}  // namespace

TEST_CASE("combined with one setting does what the augmentation does alone, to the bit") {
  const Buffer<float> images = counted_images<float>(shape, 20);
  for (const Piece& piece : pieces) {
    INFO(piece.setting);
    const Buffer<float> alone = changed({piece.setting, {{piece.inner, piece.value}}}, images);
    CHECK(alone != images);
    CHECK(changed({"combined", {{piece.setting, piece.value}}}, images) == alone);
  }
}

TEST_CASE("combined applies crop, rotation, flip, shift, noise and cutout one after the other") {
  Choice all = {"combined", {}};
  Buffer<float> expected = counted_images<float>(shape, 20);
  for (const Piece& piece : pieces) {
    all.settings[piece.setting] = piece.value;
    expected = changed({piece.setting, {{piece.inner, piece.value}}}, expected);
  }
  CHECK(changed(all, counted_images<float>(shape, 20)) == expected);
}

}  // namespace combined_augmentation_test
