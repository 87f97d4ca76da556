#include <cmath>

#include "catch.hpp"
#include "images.hpp"
#include "kolmogorov.hpp"

namespace noise_augmentation_test {

using tryall::Buffer;
using namespace tryall::testing;

TEST_CASE("noise is normal of mean 0 and the standard deviation given, and independent") {
  const std::vector<std::uint32_t> samples = first_samples(200);
  const Buffer<double> before = counted_images<double>({2, 5, 10}, 200);
  const Buffer<double> after = augmented({"noise", {{"std", 3.0}}}, {2, 5, 10}, before, {11, 1, samples});
  std::vector<double> noise(before.size());
  double sum = 0, squares = 0, neighbors = 0;
  for (std::size_t i = 0; i < noise.size(); ++i) {
    noise[i] = (after[i] - before[i]) / 3;
    sum += noise[i];
    squares += noise[i] * noise[i];
    if (i > 0) neighbors += noise[i] * noise[i - 1];
  }
  const double n = 20000;
  CHECK(std::abs(sum / n) < 4 / std::sqrt(n));
  CHECK(std::abs(squares / n - 1) < 4 * std::sqrt(2 / n));
  CHECK(std::abs(neighbors / n) < 4 / std::sqrt(n));
  CHECK(kolmogorov_p(noise, normal_distribution) > 1e-3);
}

}  // namespace noise_augmentation_test
