#include "tryall/kernels/math/power.hpp"

#include <cmath>
#include <limits>

#include "catch.hpp"
#include "tryall/kernels/isa.hpp"
#include "tryall/random.hpp"
#include "with_isa.hpp"

using namespace tryall;

namespace {

/// In units of the last place of the exact power.
double distance(double got, long double exact) {
  return static_cast<double>(std::abs(got - exact) / std::ldexp(1.0L, std::ilogb(exact) - 52));
}

constexpr double inf = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("whole powers are within 2 units in the last place, also high ones, on every instruction set") {
  for (const kernels::Isa isa : kernels::available_isas()) {
    const testing::WithIsa scope(isa);
    for (const double x : {0.9, 0.95, 0.999, 0.9999, -0.7, 1.0001, 3.0})
      for (const int n : {0, 1, 2, 3, 7, 10, 99, 500, -1, -3, -64}) {
        CAPTURE(x, n);
        CHECK(distance(kernels::pow(x, n), std::pow(static_cast<long double>(x), n)) < 2);
      }
    CHECK(distance(kernels::pow(0.9999, 123457), std::pow(static_cast<long double>(0.9999), 123457)) < 2);
  }
  CHECK(kernels::pow(0.5F, 3) == 0.125F);
  CHECK(kernels::pow(0.9F, 2) == static_cast<float>(static_cast<double>(0.9F) * static_cast<double>(0.9F)));
}

TEST_CASE("whole powers overflow, vanish and keep signs") {
  CHECK(kernels::pow(10.0, 400) == inf);
  CHECK(kernels::pow(10.0, 1024) == inf);
  CHECK(kernels::pow(-10.0, 401) == -inf);
  CHECK(kernels::pow(0.9, 100000) == 0);
  CHECK(kernels::pow(0.0, 0) == 1);
  CHECK(kernels::pow(0.0, -1) == inf);
  CHECK(kernels::pow(inf, 2) == inf);
  CHECK(kernels::pow(1.0, std::numeric_limits<std::int64_t>::max()) == 1);
  CHECK(std::isnan(kernels::pow(std::numeric_limits<double>::quiet_NaN(), 3)));
}

TEST_CASE("real powers are within 2 units in the last place") {
  const Stream stream(5, Purpose::init, 0);
  double worst = 0, worst_x = 0, worst_y = 0;
  for (std::uint64_t i = 0; i < 50000; ++i) {
    const double x = std::exp(20 * stream.uniform(2 * i) - (i % 2 == 0 ? 10 : 20));
    const double y = (i % 3 == 0 ? 3 : 70) * (stream.uniform(2 * i + 1) - 0.5);
    const long double exact = std::pow(static_cast<long double>(x), static_cast<long double>(y));
    if (!(exact > 1e-300L && exact < 1e300L)) continue;
    const double far = distance(kernels::pow(x, y), exact);
    if (far > worst) worst = far, worst_x = x, worst_y = y;
  }
  CAPTURE(worst_x, worst_y);
  CHECK(worst < 2);
  CHECK(kernels::pow(0.25F, 0.75F) == Approx(0.35355339).epsilon(1e-7));
}

TEST_CASE("real powers have C's values at the ends, and none below 0") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(kernels::pow(0.0, 0.5) == 0);
  CHECK(kernels::pow(0.0, -0.5) == inf);
  CHECK(kernels::pow(0.0, 0.0) == 1);
  CHECK(kernels::pow(nan, 0.0) == 1);
  CHECK(kernels::pow(1.0, nan) == 1);
  CHECK(std::isnan(kernels::pow(2.0, nan)));
  CHECK(std::isnan(kernels::pow(nan, 2.0)));
  CHECK(std::isnan(kernels::pow(-2.0, 0.5)));
  CHECK(kernels::pow(2.0, inf) == inf);
  CHECK(kernels::pow(0.5, inf) == 0);
  CHECK(kernels::pow(2.0, -inf) == 0);
  CHECK(kernels::pow(inf, 0.5) == inf);
  CHECK(kernels::pow(inf, -0.5) == 0);
  CHECK(kernels::pow(10.0, 400.0) == inf);
  CHECK(kernels::pow(10.0, -400.0) == 0);
  CHECK(kernels::pow(10.0, 1e300) == inf);
}
