// How often intervals hold what they are of: the table in bootstrap.hpp, with fixed seeds and fewer
// resamples.

#include "catch.hpp"
#include "made_samples.hpp"
#include "tryall/statistics/bootstrap.hpp"

using namespace tryall::statistics;
using tryall::testing::normal_sample;

namespace {

constexpr std::uint32_t samples = 3000;

/// The share of intervals of normal samples of n values that hold 0.
template <class Make>
double coverage(std::size_t n, Make&& make) {
  int covered = 0;
  for (std::uint32_t i = 0; i < samples; ++i) {
    const std::string key = std::to_string(i);
    const Interval interval = make(normal_sample(n, i, 77), Bootstrap{.key = key, .resamples = 300});
    covered += interval.low <= 0 && 0 <= interval.high ? 1 : 0;
  }
  return covered / static_cast<double>(samples);
}

double bootstrap_coverage(std::size_t n, Statistic statistic, BootstrapMethod method) {
  return coverage(n, [&](const std::vector<double>& values, Bootstrap bootstrap) {
    bootstrap.method = method;
    return bootstrap_interval(values, statistic, bootstrap);
  });
}

}  // namespace

TEST_CASE("coverage: Student's interval holds the mean in 95 % of samples") {
  for (const std::size_t n : {3, 5, 10})
    CHECK(coverage(n, [](const auto& values, const auto&) { return t_interval(values); }) ==
          Approx(0.95).margin(0.02));
}

TEST_CASE("coverage: the default bootstrap holds at 10 seeds, also for medians and interquartile means") {
  CHECK(bootstrap_coverage(10, mean, BootstrapMethod::expanded) == Approx(0.95).margin(0.02));
  for (const Statistic statistic : {median, interquartile_mean}) {  // longer than need be, never too short
    CHECK(bootstrap_coverage(10, statistic, BootstrapMethod::expanded) >= 0.94);
    CHECK(bootstrap_coverage(10, statistic, BootstrapMethod::expanded) <= 0.985);
  }
  CHECK(coverage(10, bootstrap_t_interval) == Approx(0.95).margin(0.02));
}

TEST_CASE(
    "coverage: percentile and BCa intervals are too short at 10 seeds, which is why they are no default") {
  CHECK(bootstrap_coverage(10, mean, BootstrapMethod::percentile) == Approx(0.90).margin(0.02));
  CHECK(bootstrap_coverage(10, mean, BootstrapMethod::bca) == Approx(0.90).margin(0.02));
}
