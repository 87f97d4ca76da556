#include "euclidean_norm.hpp"

#include <vector>

#include "catch.hpp"

using tryall::euclidean_norm;

TEST_CASE("a norm is the root of the sum of squares, 0 of nothing") {
  const std::vector<double> values = {3, 0, -4};
  CHECK(euclidean_norm<double>(values) == 5);
  CHECK(euclidean_norm<float>({}) == 0);
}

TEST_CASE("a norm of single-precision numbers is summed in double") {
  const std::vector<float> many(1000000, 0.1F);
  CHECK(euclidean_norm<float>(many) == Approx(1000 * static_cast<double>(0.1F)).epsilon(1e-10));
}
