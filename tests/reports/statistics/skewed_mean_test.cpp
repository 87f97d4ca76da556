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

/// The squares of a b + c^3 / 2.
std::vector<double> squares_with_heavy_tails(std::size_t n, std::uint32_t number) {
  const auto a = normal_sample(n, number, 7), b = normal_sample(n, number, 8),
             c = normal_sample(n, number, 9);
  std::vector<double> values(n);
  for (std::size_t i = 0; i < n; ++i) values[i] = std::pow(a[i] * b[i] + c[i] * c[i] * c[i] / 2, 2);
  return values;
}

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

TEST_CASE("values of another scale tell how values scatter, not what their mean is") {
  const std::vector<double> few = {1, 2, 3}, others = {10, 20, 60};  // together in units of means: skewed
  const Interval interval = skewed_mean_interval(few, others);
  CHECK(interval.low == Approx(0.4172105069).epsilon(1e-8));
  CHECK(interval.high == Approx(4.6069757671).epsilon(1e-8));
  const Interval twice = skewed_mean_interval(std::vector<double>{2, 4, 6}, others);
  CHECK(twice.low == Approx(2 * interval.low).epsilon(1e-12));
  CHECK(twice.high == Approx(2 * interval.high).epsilon(1e-12));
  CHECK(skewed_mean_interval(few, std::vector<double>{0, 0, 0}).high == skewed_mean_interval(few).high);
}

TEST_CASE("Hall's interval says when there is none") {
  CHECK(skewed_mean_interval(std::vector<double>{1, 2}).state == IntervalState::too_few);
  CHECK(skewed_mean_interval(std::vector<double>{1, 2, INFINITY}).state == IntervalState::not_finite);
  CHECK(skewed_mean_interval(std::vector<double>{1e300, 0, 1}).state == IntervalState::not_finite);
  const Interval flat = skewed_mean_interval(std::vector<double>{2, 2, 2});
  CHECK(flat.state == IntervalState::no_spread);
  CHECK(flat.low == 2);
}

TEST_CASE("coverage: errors that other trainings have seen make up for those that few rows lack") {
  const double truth = 1 + 15.0 / 4;
  const auto with_others = [&](const std::vector<double>& values) {
    const Values all(values);
    return skewed_mean_interval(all.first(60), all.subspan(60));
  };
  const auto alone = [&](const std::vector<double>& values) {
    return skewed_mean_interval(Values(values).first(60));
  };
  CHECK(coverage_of_mean(300, truth, with_others, squares_with_heavy_tails) == Approx(0.955).margin(0.015));
  CHECK(coverage_of_mean(300, truth, alone, squares_with_heavy_tails) == Approx(0.89).margin(0.02));
}

TEST_CASE("coverage: Hall's interval of squared errors, where Student's is too short") {
  CHECK(coverage_of_mean(20, 1, hall, squares_of_normals) == Approx(0.93).margin(0.015));
  CHECK(coverage_of_mean(20, 1, student, squares_of_normals) == Approx(0.89).margin(0.02));
  CHECK(coverage_of_mean(100, 1, hall, squares_of_normals) == Approx(0.95).margin(0.015));
  const double spread = (std::exp(1.0) - 1) * std::exp(1.0);
  CHECK(coverage_of_mean(100, spread, hall, squares_of_lognormals) == Approx(0.89).margin(0.03));
  CHECK(coverage_of_mean(100, spread, student, squares_of_lognormals) < 0.72);
}
