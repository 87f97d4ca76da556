#include "tryall/statistics/change_points.hpp"

#include <algorithm>
#include <cmath>

#include "made_samples.hpp"
#include "statistics_golden.hpp"

using namespace tryall::statistics;
using tryall::testing::moved;
using tryall::testing::normal_sample;
using tryall::testing::numbers_of;
using Indices = std::vector<std::size_t>;

namespace {

Indices indices(Values series, const ChangePointOptions& options = {}) {
  Indices result;
  for (const ChangePoint& point : change_points(series, options)) result.push_back(point.index);
  return result;
}

/// Stretches of noise, each with its own level.
std::vector<double> stretches(const std::vector<double>& levels, std::size_t length, std::uint32_t number) {
  std::vector<double> series = normal_sample(levels.size() * length, number);
  for (std::size_t i = 0; i < series.size(); ++i) series[i] += levels[i / length];
  return series;
}

}  // namespace

TEST_CASE("change points: two published series") {
  const std::vector<double> two = {0.3,  2.4,   1.5,   -0.9,  -0.5,  99.7,  98.3,
                                   99.1, 149.0, 149.7, 149.5, 149.1, 148.8, 150.0};
  CHECK(indices(two) == Indices{5, 8});
  CHECK(indices(two, {.p = 0.0001}) == Indices{5, 8});
  const std::vector<double> one = {1.02, .95, .99, 1.00, 1.12, 1.00, 1.01, .98, 1.01, .96,
                                   .50,  .51, .48, .48,  .55,  .50,  .49,  .51, .50,  .49};
  CHECK(indices(one) == Indices{10});
  CHECK(indices(one, {.p = 0.0001, .window = 10}) == Indices{10});
}

TEST_CASE("change points: those of the definition, worked out slowly") {
  CHECK(tryall::testing::for_each_golden("points", [](const auto& golden, const auto& expected) {
          const std::vector<double> settings = numbers_of(golden, "settings");
          const ChangePointOptions options = {.p = settings[1],
                                              .window = static_cast<std::size_t>(settings[0])};
          CHECK(indices(numbers_of(golden, "series"), options) == Indices(expected.begin(), expected.end()));
        }) == 6);
}

TEST_CASE("change points: each says what was before and what is after") {
  const std::vector<double> series = {1, 2, 1, 2, 9, 10, 9, 10};
  const auto points = change_points(series);
  REQUIRE(points.size() == 1);
  CHECK(points[0].index == 4);
  CHECK(points[0].mean_before == 1.5);
  CHECK(points[0].mean_after == 9.5);
  CHECK(points[0].deviation_before == Approx(std::sqrt(1.0 / 3)));
  CHECK(points[0].relative_change == Approx(8 / 1.5));
  CHECK(points[0].p == Approx(1.14454e-6).epsilon(1e-3));
}

TEST_CASE("change points: constants, short series and none at all") {
  CHECK(indices({}).empty());
  CHECK(indices(std::vector{1.0}).empty());
  CHECK(indices(std::vector{1.0, 5.0, 9.0}).empty());
  CHECK(indices(std::vector<double>(200, 0.7)).empty());
  std::vector<double> step(60, 0.7);
  std::fill(step.begin() + 31, step.end(), 0.8);
  CHECK(indices(step) == Indices{31});
}

TEST_CASE("change points: steps beyond the first window are found where they are") {
  for (std::uint32_t i = 0; i < 10; ++i) {
    const Indices found = indices(stretches({0, 6, 2, 8, 8}, 60, i));
    const auto holds = [&](std::size_t step) {
      return std::any_of(found.begin(), found.end(), [&](std::size_t index) { return index - step + 1 < 3; });
    };
    for (const std::size_t step : {60, 120, 180}) CHECK(holds(step));
    CHECK(found.size() <= 4);  // one of the ten series has a false alarm
  }
}

TEST_CASE("change points: a step back does not hide the step before it") {
  const auto there_and_back = [](std::size_t before, std::size_t between, std::size_t after,
                                 std::uint32_t number) {
    std::vector<double> series = normal_sample(before + between + after, number);
    for (std::size_t i = before; i < before + between; ++i) series[i] += 20;
    return series;
  };
  for (std::uint32_t i = 0; i < 5; ++i) {
    CHECK(indices(there_and_back(4, 4, 4, i)) == Indices{4, 8});
    CHECK(indices(there_and_back(6, 6, 6, i)) == Indices{6, 12});
    CHECK(indices(there_and_back(3, 10, 3, i)) == Indices{3, 13});
    CHECK(indices(there_and_back(10, 3, 10, i)) == Indices{10, 13});
  }
}

TEST_CASE("change points: noise has few") {
  std::size_t count = 0;
  for (std::uint32_t i = 0; i < 50; ++i) count += indices(normal_sample(100, i)).size();
  CHECK(count <= 8);
}

TEST_CASE("change points: changes too small to matter are dropped") {
  const std::vector<double> series = moved(stretches({0, 5}, 40, 3), 0.001, 1);
  CHECK(indices(series) == Indices{40});
  CHECK(indices(series, {.least_change = 0.01}).empty());
}

TEST_CASE("change points: single spikes are ignored where that is asked for, so that they hide no step") {
  std::vector<double> series = stretches({0, 6}, 30, 8);
  series[45] = 400;
  series[12] = -300;
  series[59] = 400;
  CHECK(indices(series).empty());
  CHECK(indices(series, {.ignore_spikes = true}) == Indices{30});
  const std::vector<double> step = stretches({0, 12}, 20, 5);
  CHECK(indices(step, {.ignore_spikes = true}) == indices(step));
}

TEST_CASE("change points: unit and offset do not matter, and the result is the same each time") {
  const std::vector<double> series = stretches({0, 3, 0, 5}, 35, 2);
  CHECK(indices(moved(series, 1024, 4096)) == indices(series));
  CHECK(indices(series) == indices(series));
}

TEST_CASE("change points: segments are never shorter than asked for") {
  std::vector<double> series = stretches({0, 30, 0, 30, 0}, 3, 6);
  for (const std::size_t least : {2, 3, 5}) {
    std::size_t before = 0;
    for (const std::size_t index : indices(series, {.p = 0.2, .least_segment = least})) {
      CHECK(index - before >= least);
      before = index;
    }
    CHECK(series.size() - before >= least);
  }
}
