#include <algorithm>
#include <cmath>

#include "catch.hpp"
#include "tryall/random.hpp"
#include "tryall/statistics/proportion.hpp"

using tryall::Purpose;
using tryall::Stream;
using namespace tryall::statistics;

namespace {

/// The share of 2,000 samples of n rows on which the interval holds the true difference, where the first is
/// right on a share `first` of the rows, the second on `second`, and both on `both`.
double coverage_of_pairs(std::size_t n, double first, double second, double both) {
  constexpr std::uint32_t samples = 2000;
  int covered = 0;
  for (std::uint32_t i = 0; i < samples; ++i) {
    const Stream stream(21, Purpose::noise, i);
    Discordant rows{.n = n};
    for (std::uint64_t row = 0; row < n; ++row) {
      const double u = stream.uniform(row);
      rows.only_first += u < first - both ? 1 : 0;
      rows.only_second += u >= first - both && u < first - both + (second - both) ? 1 : 0;
    }
    const Interval interval = paired_share_interval(rows);
    covered += interval.low <= first - second && first - second <= interval.high ? 1 : 0;
  }
  return covered / static_cast<double>(samples);
}

}  // namespace

TEST_CASE("Wilson's interval of a share, worked out by hand") {
  const Interval eight = wilson_interval(8, 10);
  CHECK(eight.low == Approx(0.4901624715).epsilon(1e-9));
  CHECK(eight.high == Approx(0.9433178485).epsilon(1e-9));
  CHECK(wilson_interval(0, 10).low == 0);
  CHECK(wilson_interval(0, 10).high == Approx(0.2775327999).epsilon(1e-9));
  CHECK(wilson_interval(10, 10).high == 1);
  CHECK(wilson_interval(10, 10).low == Approx(1 - 0.2775327999).epsilon(1e-9));
  CHECK(wilson_interval(0, 0).state == IntervalState::too_few);
}

TEST_CASE("the difference of two shares of the same rows, worked out by hand") {
  const Interval interval = paired_share_interval({.only_first = 3, .only_second = 1, .n = 10});
  CHECK(interval.low == Approx(-0.2221372922).epsilon(1e-9));
  CHECK(interval.high == Approx(0.5554706255).epsilon(1e-9));
  CHECK(paired_share_interval({.only_first = 1, .n = 1}).high == 1);
  CHECK(paired_share_interval({}).state == IntervalState::too_few);
}

TEST_CASE("coverage: the interval of a paired difference holds it in 95 % of samples") {
  CHECK(coverage_of_pairs(30, 0.9, 0.6, 0.55) >= 0.94);
  CHECK(coverage_of_pairs(100, 0.8, 0.8, 0.7) == Approx(0.955).margin(0.015));
  CHECK(coverage_of_pairs(400, 0.95, 0.6, 0.57) == Approx(0.95).margin(0.015));
}
