#include "search/parzen.hpp"

#include <cmath>
#include <numeric>

#include "catch.hpp"
#include "plans.hpp"
#include "search/features.hpp"

using tryall::sweeps::Feature;
using tryall::sweeps::features_of;
using tryall::sweeps::Parzen;
using tryall::testing::plan_of;
using tryall::testing::plan_of_axes;

namespace {

/// An axis whose value i is point i's.
Feature every_value(std::size_t count, bool ordered) {
  Feature feature{std::vector<std::int32_t>(count), count, ordered};
  std::iota(feature.values.begin(), feature.values.end(), 0);
  return feature;
}

double sum_over(const Parzen& density, std::size_t points) {
  double sum = 0;
  for (std::size_t point = 0; point < points; ++point) sum += density(point);
  return sum;
}

std::vector<std::int32_t> values_of_first(const std::string& axes) {
  return features_of(plan_of_axes(axes)).at(0).values;
}

}  // namespace

TEST_CASE("a Parzen estimate over a finite axis sums to 1, ordered or not") {
  for (const bool ordered : {true, false}) {
    CAPTURE(ordered);
    const std::vector<Feature> features = {every_value(7, ordered)};
    CHECK(sum_over(Parzen(features, {}), 7) == Approx(1));
    CHECK(sum_over(Parzen(features, {0}), 7) == Approx(1));
    CHECK(sum_over(Parzen(features, {1, 1, 6}), 7) == Approx(1));
  }
}

TEST_CASE(
    "an ordered axis has bumps of Scott's width, an unordered one counts with one more for each value") {
  const std::vector<Feature> ordered = {every_value(9, true)};
  const double width = 0.2 * 8 * std::pow(2.0, -1.0 / 5);
  const auto bump = [&](double distance) { return std::exp(-distance * distance / (2 * width * width)); };
  double of_2 = 0, of_4 = 0;
  for (int x = 0; x < 9; ++x) {
    of_2 += bump(x - 2);
    of_4 += bump(x - 4);
  }
  CHECK(Parzen(ordered, {2, 4})(3) == Approx((1.0 / 9 + bump(1) / of_2 + bump(1) / of_4) / 3));
  const std::vector<Feature> names = {every_value(4, false)};
  CHECK(Parzen(names, {1, 1})(1) == Approx((1.0 / 4 + 2 * 3.0 / 6) / 3));
  CHECK(Parzen(names, {1, 1})(0) == Approx((1.0 / 4 + 2 * 1.0 / 6) / 3));
}

TEST_CASE("dimensions go together, and one that a point lacks says nothing") {
  Feature name{{0, 0, 1}, 2, false}, rate{{0, 1, Feature::absent}, 2, true};
  const std::vector<Feature> features = {name, rate};
  CHECK(sum_over(Parzen(features, {0}), 3) == Approx(1));
  CHECK(sum_over(Parzen(features, {2, 0}), 3) == Approx(1));
  CHECK(Parzen(features, {2})(2) == Approx((0.5 + 2.0 / 3) / 2));
  CHECK(Parzen(features, {2})(0) == Approx((0.25 + 1.0 / 3 / 2) / 2));
}

TEST_CASE("the dimensions of a plan: values in order, names, and settings under their technique") {
  CHECK(values_of_first(R"({"learning_rate": [0.1, 0.001, 0.01]})") == std::vector<std::int32_t>{2, 0, 1});
  CHECK(values_of_first(R"({"batch_size": ["full", 32, 128]})") == std::vector<std::int32_t>{2, 0, 1});
  CHECK_FALSE(features_of(plan_of_axes(R"({"init": ["he", "xavier", "uniform"]})")).at(0).ordered);
  const auto features = features_of(plan_of_axes(
      R"({"optimizer": ["sgd", {"name": "momentum", "momentum": [0.9, 0.5]}], "learning_rate": 0.1})"));
  REQUIRE(features.size() == 2);
  CHECK(features[0].values == std::vector<std::int32_t>{0, 1, 1});
  CHECK(features[1].values == std::vector<std::int32_t>{Feature::absent, 1, 0});
  CHECK(features[1].ordered);
}

TEST_CASE("lists of a single number are ordered, longer ones are names") {
  const auto features_with = [](const std::string& hidden) {
    return features_of(plan_of(
        R"({"base": {"model": {"name": "mlp", "hidden": [2]}}, "axes": {"model.hidden": )" + hidden + "}}"));
  };
  CHECK(features_with("[[16], [4], [8]]").at(0).values == std::vector<std::int32_t>{2, 0, 1});
  CHECK_FALSE(features_with("[[16], [4, 4], [8]]").at(0).ordered);
}
