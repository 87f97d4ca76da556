#include "tryall/kernels/zero_below.hpp"

#include <cmath>
#include <limits>

#include "catch.hpp"

TEMPLATE_TEST_CASE("what is smaller than the bound becomes 0, and NaN stays NaN", "", float, double) {
  using tryall::kernels::zero_below;
  using Limits = std::numeric_limits<TestType>;
  const TestType bound = TestType(0.25);
  for (const TestType kept : {TestType(0.25), TestType(-0.25), TestType(3), -Limits::infinity()})
    CHECK(zero_below(kept, bound) == kept);
  for (const TestType small : {TestType(0.2), TestType(-0.2), Limits::denorm_min(), TestType(-0.0)}) {
    CHECK(zero_below(small, bound) == 0);
    CHECK_FALSE(std::signbit(zero_below(small, bound)));
  }
  CHECK(std::isnan(zero_below(Limits::quiet_NaN(), bound)));
}
