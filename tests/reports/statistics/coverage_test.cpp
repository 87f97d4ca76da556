// How often intervals hold what they are of: the table in bootstrap.hpp, with fixed seeds and fewer
// resamples.

#include "catch.hpp"
#include "configs.hpp"
#include "made_samples.hpp"
#include "resampled_interval.hpp"
#include "tryall/statistics/bootstrap.hpp"

using namespace tryall::statistics;
using tryall::testing::normal_sample;
using tryall::testing::resampled;
using tryall::testing::resampled_interval;
using tryall::testing::Statistic;

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

double bootstrap_coverage(std::size_t n, Statistic statistic) {
  return coverage(n, [&](const std::vector<double>& values, const Bootstrap& bootstrap) {
    return resampled_interval(values, statistic, bootstrap);
  });
}

}  // namespace

TEST_CASE("coverage: Student's interval holds the mean in 95 % of samples") {
  for (const std::size_t n : {3, 5, 10})
    CHECK(coverage(n, [](const auto& values, const auto&) { return t_interval(values); }) ==
          Approx(0.95).margin(0.02));
}

TEST_CASE("coverage: the bootstrap holds at 10 seeds, also for medians") {
  CHECK(bootstrap_coverage(10, mean) == Approx(0.95).margin(0.02));
  CHECK(bootstrap_coverage(10, median) >= 0.94);  // longer than need be, never too short
  CHECK(bootstrap_coverage(10, median) <= 0.985);
}

TEST_CASE("coverage: plain quantiles are too short at 10 seeds, which is why they are expanded") {
  CHECK(coverage(10, [](const auto& values, const Bootstrap& bootstrap) {
          std::vector<double> draws = resampled(values, mean, bootstrap);
          return percentile_interval(draws, bootstrap.level);
        }) == Approx(0.90).margin(0.02));
}
