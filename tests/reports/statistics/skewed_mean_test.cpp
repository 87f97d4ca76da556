#include <cmath>

#include "catch.hpp"
#include "made_samples.hpp"
#include "tryall/statistics/skewed_mean.hpp"

using namespace tryall::statistics;
using tryall::testing::lognormal_sample;
using tryall::testing::normal_sample;

namespace {

/// The share of 2,000 samples whose interval holds the true mean.
template <class Interval, class Sample>
double coverage_of_mean(std::size_t n, double truth, Interval&& interval_of_values, Sample&& sample) {
  constexpr std::uint32_t samples = 2000;
  int covered = 0;
  for (std::uint32_t i = 0; i < samples; ++i) {
    const auto interval = interval_of_values(sample(n, i));
    covered += interval.low <= truth && truth <= interval.high ? 1 : 0;
  }
  return covered / static_cast<double>(samples);
}

std::vector<double> squares_of_normals(std::size_t n, std::uint32_t number) {
  std::vector<double> values = normal_sample(n, number, 5);
  for (double& value : values) value *= value;
  return values;
}

std::vector<double> squares_of_lognormals(std::size_t n, std::uint32_t number) {
  std::vector<double> values = lognormal_sample(n, number, 6);
  for (double& value : values) value = std::pow(value - std::exp(0.5), 2);
  return values;
}

const auto student = [](const std::vector<double>& values) { return t_interval(values); };
const auto hall = [](const std::vector<double>& values) { return skewed_mean_interval(values); };

}  // namespace

TEST_CASE("Hall's interval of a skewed mean, worked out by hand") {
  const Interval interval = skewed_mean_interval(std::vector<double>{0, 0, 0, 4});
  CHECK(interval.state == IntervalState::given);
  CHECK(interval.low == Approx(-1.3571886879).epsilon(1e-8));
  CHECK(interval.high == Approx(13.8063239940).epsilon(1e-8));
}

TEST_CASE("Hall's interval is Student's where values are not skewed, and mirrors with them") {
  const std::vector<double> even = {-2, -1, 0, 1, 2};
  CHECK(skewed_mean_interval(even).low == Approx(t_interval(even).low).epsilon(1e-12));
  CHECK(skewed_mean_interval(even).high == Approx(t_interval(even).high).epsilon(1e-12));
  const Interval right = skewed_mean_interval(std::vector<double>{1, 2, 3, 10});
  const Interval left = skewed_mean_interval(std::vector<double>{-1, -2, -3, -10});
  CHECK(right.low == Approx(-left.high).epsilon(1e-12));
  CHECK(right.high == Approx(-left.low).epsilon(1e-12));
  CHECK(right.high - 4 > 4 - right.low);
}

TEST_CASE("Hall's interval says when there is none") {
  CHECK(skewed_mean_interval(std::vector<double>{1, 2}).state == IntervalState::too_few);
  CHECK(skewed_mean_interval(std::vector<double>{1, 2, INFINITY}).state == IntervalState::not_finite);
  CHECK(skewed_mean_interval(std::vector<double>{1e300, 0, 1}).state == IntervalState::not_finite);
  const Interval flat = skewed_mean_interval(std::vector<double>{2, 2, 2});
  CHECK(flat.state == IntervalState::no_spread);
  CHECK(flat.low == 2);
}

TEST_CASE("coverage: Hall's interval of squared errors, where Student's is too short") {
  CHECK(coverage_of_mean(20, 1, hall, squares_of_normals) == Approx(0.93).margin(0.015));
  CHECK(coverage_of_mean(20, 1, student, squares_of_normals) == Approx(0.89).margin(0.02));
  CHECK(coverage_of_mean(100, 1, hall, squares_of_normals) == Approx(0.95).margin(0.015));
  const double spread = (std::exp(1.0) - 1) * std::exp(1.0);
  CHECK(coverage_of_mean(100, spread, hall, squares_of_lognormals) == Approx(0.89).margin(0.03));
  CHECK(coverage_of_mean(100, spread, student, squares_of_lognormals) < 0.72);
}
