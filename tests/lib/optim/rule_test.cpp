#include "tryall/optim/rule.hpp"

#include <limits>

#include "catch.hpp"

TEST_CASE("a square is exact, and 0 where a thousandth of it would be denormal") {
  using tryall::optim::square;
  CHECK(square(-3.0F) == 9);
  CHECK(square(-1e-17F) == -1e-17F * -1e-17F);
  CHECK(square(3e-18F) == 0);
  CHECK(square(0x1p-58F) == 0x1p-116F);
  CHECK(square(-3e-18) == -3e-18 * -3e-18);
  CHECK(square(1e-160) == 0);
  CHECK(std::isnan(square(std::numeric_limits<float>::quiet_NaN())));
}
