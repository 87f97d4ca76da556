// crop and shift: both move images by whole pixels.
#include <cmath>
#include <map>

#include "catch.hpp"
#include "images.hpp"

namespace displacement_test {

using tryall::Buffer;
using tryall::Choice;
using tryall::ImageShape;
using namespace tryall::testing;

namespace {

constexpr ImageShape shape = {2, 3, 4};

/// Pixel (y, x) of the result is pixel (y + down, x + right) of the counted image.
Buffer<float> moved(std::ptrdiff_t down, std::ptrdiff_t right) {
  const Buffer<float> image = counted_images<float>(shape, 1);
  Buffer<float> result(image.size(), 0);
  for (std::ptrdiff_t channel = 0; channel < 2; ++channel)
    for (std::ptrdiff_t y = 0; y < 3; ++y)
      for (std::ptrdiff_t x = 0; x < 4; ++x)
        if (y + down >= 0 && y + down < 3 && x + right >= 0 && x + right < 4)
          result[static_cast<std::size_t>(channel * 12 + y * 4 + x)] =
              image[static_cast<std::size_t>(channel * 12 + (y + down) * 4 + x + right)];
  return result;
}

/// How often each move turns up in 5,000 images; fails where an image is none of the moves.
std::vector<int> counts_of_moves(const Choice& choice, std::ptrdiff_t reach) {
  const std::vector<std::uint32_t> samples = first_samples(5000);
  const Buffer<float> images =
      augmented(choice, shape, counted_images<float>(shape, samples.size()), {9, 1, samples});
  std::map<Buffer<float>, int> counts;
  for (std::ptrdiff_t down = -reach; down <= reach; ++down)
    for (std::ptrdiff_t right = -reach; right <= reach; ++right) counts[moved(down, right)] = 0;
  const std::size_t moves = counts.size();
  for (std::size_t i = 0; i < samples.size(); ++i) ++counts[image_of(images, shape, i)];
  REQUIRE(counts.size() == moves);
  std::vector<int> result;
  for (const auto& [image, times] : counts) result.push_back(times);
  return result;
}

void check_uniform(const std::vector<int>& counts) {
  for (const int times : counts)
    CHECK(std::abs(times - 200) < 70);  // 25 moves: 5 standard deviations of 13.9
}

}  // namespace

TEST_CASE("a move by hand: what comes in from outside is zero") {
  CHECK(moved(1, 2) ==
        Buffer<float>{7, 8, 0, 0, 11, 12, 0, 0, 0, 0, 0, 0, 19, 20, 0, 0, 23, 24, 0, 0, 0, 0, 0, 0});
}

TEST_CASE("crop takes every window of the padded image, each as often, all channels alike") {
  const std::vector<int> counts = counts_of_moves({"crop", {{"padding", std::int64_t{2}}}}, 2);
  CHECK(counts.size() == 25);
  check_uniform(counts);
}

TEST_CASE("shift moves by every number of pixels up to the most, in both directions") {
  const std::vector<int> counts = counts_of_moves({"shift", {{"pixels", std::int64_t{2}}}}, 2);
  CHECK(counts.size() == 25);
  check_uniform(counts);
}

}  // namespace displacement_test
