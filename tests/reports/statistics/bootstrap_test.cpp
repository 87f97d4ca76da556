#include "tryall/statistics/bootstrap.hpp"

#include <cmath>

#include "../special_values.hpp"
#include "made_samples.hpp"
#include "resampled_interval.hpp"
#include "statistics_golden.hpp"
#include "tryall/statistics/resampler.hpp"

using namespace tryall::statistics;
using tryall::testing::infinity;
using tryall::testing::moved;
using tryall::testing::near;
using tryall::testing::normal_sample;
using tryall::testing::numbers_of;
using tryall::testing::resampled;
using tryall::testing::resampled_interval;

TEST_CASE("interval: Student's, as SciPy's") {
  CHECK(tryall::testing::for_each_golden("t_interval", [](const auto& golden, const auto& expected) {
          // SciPy 1.10's quantile of t is good to nine digits only.
          const Interval interval = t_interval(numbers_of(golden, "a"));
          CHECK(interval.low == near(expected[0], 1e-8));
          CHECK(interval.high == near(expected[1], 1e-8));
        }) == 10);
}

TEST_CASE("interval: none of fewer than three values or of an infinite one, and it says why") {
  const std::vector<double> two = {1, 2}, wild = {1, 2, infinity}, same = {4, 4, 4};
  for (const auto& [values, state] :
       {std::pair{two, IntervalState::too_few}, {wild, IntervalState::not_finite}}) {
    const Interval interval = t_interval(values);
    CHECK(interval.state == state);
    CHECK(std::isnan(interval.low));
    CHECK(std::isnan(interval.high));
  }
  const Interval interval = t_interval(same);
  CHECK(interval.state == IntervalState::no_spread);
  CHECK(interval.low == 4);
  CHECK(interval.high == 4);
}

TEST_CASE("bootstrap: quantiles are NumPy's") {
  CHECK(tryall::testing::for_each_golden("quantiles", [](const auto& golden, const auto& expected) {
          std::vector<double> values = numbers_of(golden, "a");
          const std::vector<double> p = {0, 0.025, 0.3, 0.5, 0.975, 1};
          for (std::size_t i = 0; i < p.size(); ++i) CHECK(quantile(values, p[i]) == near(expected[i]));
        }) == 10);
}

TEST_CASE("bootstrap: the interval depends on the values and the key, not on what was asked before") {
  const std::vector<double> values = normal_sample(7, 1);
  const Interval first = resampled_interval(values, mean, {.key = "a"});
  const Interval other = resampled_interval(values, mean, {.key = "b"});
  const Interval again = resampled_interval(values, mean, {.key = "a"});
  CHECK(first.low == again.low);
  CHECK(first.high == again.high);
  CHECK(first.low != other.low);
  CHECK(first.low == Approx(other.low).margin(0.05));
}

TEST_CASE("bootstrap: every value is drawn as often, to within chance") {
  Resampler resampler("counts");
  std::vector<int> counts(7, 0);
  for (int i = 0; i < 70'000; ++i) ++counts[resampler.below(7)];
  double chi_squared = 0;
  for (const int count : counts) chi_squared += (count - 10'000.0) * (count - 10'000.0) / 10'000;
  CHECK(chi_squared < 22.5);  // .999 quantile with 6 degrees of freedom
}

TEST_CASE("bootstrap: intervals move and stretch with the values") {
  for (std::uint32_t i = 0; i < 5; ++i)
    for (const tryall::testing::Statistic statistic : {mean, median}) {
      const std::vector<double> values = normal_sample(9, i);
      const Bootstrap bootstrap = {.key = "k", .resamples = 1000};
      const Interval here = resampled_interval(values, statistic, bootstrap);
      const Interval there = resampled_interval(moved(values, 4, 32), statistic, bootstrap);
      CHECK(here.low < here.high);
      CHECK(there.low == Approx(4 * here.low + 32));
      CHECK(there.high == Approx(4 * here.high + 32));
    }
}

TEST_CASE("bootstrap: expanded is wider than plain quantiles, and the same for many values") {
  const std::vector<double> values = normal_sample(6, 3);
  std::vector<double> draws = resampled(values, mean, {.key = "k"});
  const Interval narrow = percentile_interval(draws, 0.95);
  const Interval wide = resampled_interval(values, mean, {.key = "k"});
  CHECK(wide.low < narrow.low);
  CHECK(wide.high > narrow.high);
  CHECK(expanded_level(0.95, 100'000) == Approx(0.95).margin(1e-4));
  // Hesterberg (2015): for n = 10, alpha / 2 = .025 becomes Phi(-sqrt(10 / 9) 2.262157) = .00855
  CHECK((1 - expanded_level(0.95, 10)) / 2 == Approx(0.00855).margin(1e-5));
}
