#include <algorithm>
#include <map>

#include "catch.hpp"
#include "images.hpp"

namespace cutout_augmentation_test {

using tryall::Buffer;
using tryall::ImageShape;
using namespace tryall::testing;

namespace {

constexpr ImageShape shape = {2, 5, 6};

Buffer<float> cut(std::int64_t size, std::size_t count) {
  const std::vector<std::uint32_t> samples = first_samples(count);
  return augmented({"cutout", {{"size", size}}}, shape, counted_images<float>(shape, count), {2, 1, samples});
}

/// The image with zeros in rows top .. bottom - 1, columns left .. right - 1, as far as there are such.
Buffer<float> with_hole(std::ptrdiff_t top, std::ptrdiff_t bottom, std::ptrdiff_t left,
                        std::ptrdiff_t right) {
  constexpr std::ptrdiff_t zero = 0;
  Buffer<float> image = counted_images<float>(shape, 1);
  for (std::ptrdiff_t channel = 0; channel < 2; ++channel)
    for (std::ptrdiff_t y = std::max(zero, top); y < std::min(shape.height, bottom); ++y)
      for (std::ptrdiff_t x = std::max(zero, left); x < std::min(shape.width, right); ++x)
        image[static_cast<std::size_t>(channel * 30 + y * 6 + x)] = 0;
  return image;
}

/// Each center must turn up, and nothing else; `before` pixels of the square are before its center.
void check_centers(int size, int before) {
  std::map<Buffer<float>, int> counts;
  for (int y = 0; y < 5; ++y)
    for (int x = 0; x < 6; ++x)
      counts[with_hole(y - before, y - before + size, x - before, x - before + size)] = 0;
  const std::size_t holes = counts.size();
  const Buffer<float> images = cut(size, 1000);
  for (std::size_t i = 0; i < 1000; ++i) ++counts[image_of(images, shape, i)];
  CHECK(counts.size() == holes);
  for (const auto& [image, times] : counts) CHECK(times > 0);
}

}  // namespace

TEST_CASE("cutout sets a square about any pixel to zero, in all channels, cut off at the border") {
  check_centers(3, 1);
  check_centers(2, 1);
  check_centers(1, 0);
  check_centers(5, 2);
}

TEST_CASE("the mean number of zeros is that of all centers") {
  // Rows covered by size 3 about rows 0 .. 4: 2 + 3 + 3 + 3 + 2 = 13 of 5; columns 2 + 4 * 3 + 2 = 16 of 6.
  const Buffer<float> images = cut(3, 4000);
  const auto zeros = static_cast<double>(std::count(images.begin(), images.end(), 0.0F));
  CHECK(zeros / 4000 == Approx(2 * 13.0 / 5 * 16.0 / 6).epsilon(0.02));
}

}  // namespace cutout_augmentation_test
