#include "catch.hpp"
#include "images.hpp"

namespace flip_augmentation_test {

using tryall::Buffer;
using tryall::Choice;
using tryall::ImageShape;
using namespace tryall::testing;

namespace {

constexpr ImageShape shape = {2, 3, 2};
const Buffer<float> sideways = {2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11};
const Buffer<float> upside_down = {5, 6, 3, 4, 1, 2, 11, 12, 9, 10, 7, 8};
const Buffer<float> turned = {6, 5, 4, 3, 2, 1, 12, 11, 10, 9, 8, 7};

Buffer<float> flipped(const std::string& direction, double probability, const Buffer<float>& images) {
  const Choice choice = {"flip", {{"direction", direction}, {"probability", probability}}};
  const std::vector<std::uint32_t> samples = first_samples(images.size() / 12);
  return augmented(choice, shape, images, {1, 1, samples});
}

/// How many of 4,000 images come out as `image`.
int times(const Buffer<float>& images, const Buffer<float>& image) {
  int count = 0;
  for (std::size_t i = 0; i < 4000; ++i) count += image_of(images, shape, i) == image ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("a flip mirrors every channel in its direction") {
  const Buffer<float> image = counted_images<float>(shape, 1);
  CHECK(flipped("horizontal", 1, image) == sideways);
  CHECK(flipped("vertical", 1, image) == upside_down);
  CHECK(flipped("both", 1, image) == turned);
}

TEST_CASE("two flips are none") {
  const Buffer<float> image = counted_images<float>(shape, 1);
  for (const char* direction : {"horizontal", "vertical", "both"})
    CHECK(flipped(direction, 1, flipped(direction, 1, image)) == image);
}

TEST_CASE("images flip with the probability given, in both directions independently") {
  const Buffer<float> images = counted_images<float>(shape, 4000), image = counted_images<float>(shape, 1);
  const Buffer<float> quarter = flipped("horizontal", 0.25, images);
  CHECK(std::abs(times(quarter, sideways) - 1000) < 110);  // 4 standard deviations of 27.4
  CHECK(times(quarter, image) + times(quarter, sideways) == 4000);
  const Buffer<float> both = flipped("both", 0.5, images);
  for (const Buffer<float>& outcome : {image, sideways, upside_down, turned})
    CHECK(std::abs(times(both, outcome) - 1000) < 110);
}

}  // namespace flip_augmentation_test
