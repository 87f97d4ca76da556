#include "data/augmentations/rotation_augmentation.hpp"

#include <algorithm>
#include <cmath>

#include "catch.hpp"
#include "images.hpp"

namespace rotation_augmentation_test {

using tryall::Buffer;
using tryall::ImageShape;
using namespace tryall::testing;

namespace {

Buffer<double> rotated(const Buffer<double>& image, ImageShape shape, double degrees) {
  Buffer<double> result(image.size(), -1.0);
  tryall::data::rotate(image.data(), shape, degrees, result.data());
  return result;
}

}  // namespace

TEST_CASE("a quarter turn is counterclockwise and exact, whether the center is a pixel or not") {
  const Buffer<double> three = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  CHECK(rotated(three, {1, 3, 3}, 90) == Buffer<double>{3, 6, 9, 2, 5, 8, 1, 4, 7});
  CHECK(rotated(three, {1, 3, 3}, -90) == Buffer<double>{7, 4, 1, 8, 5, 2, 9, 6, 3});
  CHECK(rotated({1, 2, 3, 4}, {1, 2, 2}, 90) == Buffer<double>{2, 4, 1, 3});
  CHECK(rotated({1, 2, 3, 4, 5, 6}, {1, 2, 3}, 180) == Buffer<double>{6, 5, 4, 3, 2, 1});
}

TEST_CASE("a quarter turn leaves a symmetric image as it is, and no turn any image") {
  const Buffer<double> symmetric = {1, 2, 2, 1, 2, 7, 7, 2, 2, 7, 7, 2, 1, 2, 2, 1};
  for (const double degrees : {90.0, 180.0, -90.0, 0.0})
    CHECK(rotated(symmetric, {1, 4, 4}, degrees) == symmetric);
  const Buffer<double> image = counted_images<double>({3, 5, 4}, 1);
  CHECK(rotated(image, {3, 5, 4}, 0) == image);
}

TEST_CASE("an eighth turn interpolates between four pixels") {
  const double r = std::sqrt(0.5), side = (1 - r) * (1 - r);
  // The corners come from outside; the sides from (1, 1 -+ r) and the like, the center's share of which is
  // (1 - r)^2.
  const Buffer<double> point = rotated({0, 0, 0, 0, 1, 0, 0, 0, 0}, {1, 3, 3}, 45);
  const Buffer<double> by_hand = {0, side, 0, side, 1, side, 0, side, 0};
  for (std::size_t i = 0; i < 9; ++i) CHECK(point[i] == Approx(by_hand[i]).margin(1e-15));
  // In an image of ones a corner comes from (1 -+ sqrt(2), 1): 2 - sqrt(2) of it is inside.
  const Buffer<double> ones = rotated(Buffer<double>(9, 1.0), {1, 3, 3}, 45);
  for (const std::size_t corner : {0, 2, 6, 8})
    CHECK(ones[corner] == Approx(2 - std::sqrt(2)).epsilon(1e-14));
  for (const std::size_t inner : {1, 3, 4, 5, 7}) CHECK(ones[inner] == Approx(1).epsilon(1e-14));
}

TEST_CASE("all channels turn by the same angle") {
  Buffer<double> image = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  const Buffer<double> alone = rotated(image, {1, 3, 3}, 33);
  for (int i = 0; i < 9; ++i) image.push_back(10 * image[static_cast<std::size_t>(i)]);
  const Buffer<double> both = rotated(image, {2, 3, 3}, 33);
  for (std::size_t i = 0; i < 9; ++i) {
    CHECK(both[i] == alone[i]);
    CHECK(both[9 + i] == Approx(10 * alone[i]).epsilon(1e-14));
  }
}

TEST_CASE("angles are uniform within the setting, either way") {
  constexpr ImageShape shape = {1, 21, 21};
  const std::vector<std::uint32_t> samples = first_samples(2000);
  Buffer<double> images(441 * samples.size());
  for (std::size_t i = 0; i < images.size(); ++i) {
    const std::size_t row = i / 21 % 21;
    images[i] = 10.0 - static_cast<double>(row);  // a value is the height above the center
  }
  images = augmented({"rotation", {{"degrees", 10.0}}}, shape, images, {5, 1, samples});
  double sum = 0, squares = 0, largest = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double slope = images[441 * i + 441 / 2 + 5] / 5;  // five pixels right of the center: -5 sin(angle)
    const double angle = -std::asin(slope) * 180 / 3.14159265358979323846;
    sum += angle;
    squares += angle * angle;
    largest = std::max(largest, std::abs(angle));
  }
  CHECK(largest <= 10);
  CHECK(largest > 9.9);
  CHECK(std::abs(sum / 2000) < 0.5);                  // 4 standard errors of 0.129
  CHECK(std::abs(squares / 2000 - 100.0 / 3) < 2.7);  // 4 standard errors of 0.667
}

}  // namespace rotation_augmentation_test
