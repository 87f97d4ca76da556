#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <set>

#include "catch.hpp"
#include "data/sources/sources.hpp"
#include "dataset_values.hpp"
#include "tryall/error.hpp"

using tryall::Choice;
using tryall::Task;
using tryall::data::Dataset;
using tryall::testing::values;
using Numbers = std::vector<double>;

namespace {

Choice chosen(const char* name, std::map<std::string, tryall::Value, std::less<>> settings = {}) {
  return with_defaults(tryall::data::sources(), {name, std::move(settings)});
}

Dataset made(const char* name, std::map<std::string, tryall::Value, std::less<>> settings = {}) {
  return tryall::data::load(chosen(name, std::move(settings)), {});
}

std::int64_t whole(int number) { return number; }

double distance(const Dataset& dataset, std::size_t a, std::size_t b) {
  const Numbers all = values(dataset);
  return std::hypot(all[2 * a] - all[2 * b], all[2 * a + 1] - all[2 * b + 1]);
}

/// The share of samples whose nearest neighbour is of their own class.
double agreement_of_neighbours(const Dataset& dataset) {
  double agreeing = 0;
  for (std::size_t i = 0; i < dataset.samples(); ++i) {
    std::size_t nearest = i == 0 ? 1 : 0;
    for (std::size_t j = 0; j < dataset.samples(); ++j)
      if (j != i && distance(dataset, i, j) < distance(dataset, i, nearest)) nearest = j;
    agreeing += dataset.labels[i] == dataset.labels[nearest];
  }
  return agreeing / static_cast<double>(dataset.samples());
}

}  // namespace

TEST_CASE("synthetic data are a function of their settings, and another seed of theirs draws others") {
  for (const char* name : {"moons", "spirals", "blobs", "sparse_linear"}) {
    INFO(name);
    const Dataset dataset = made(name);
    CHECK(dataset.name == name);
    CHECK(dataset.shape == std::vector<std::size_t>{dataset.features});
    CHECK(dataset.feature_names.size() == dataset.features);
    CHECK(values(dataset).size() == dataset.samples() * dataset.features);
    CHECK_FALSE(dataset.has_test_set());
    CHECK(values(made(name)) == values(dataset));
    CHECK(made(name).targets == dataset.targets);
    CHECK(values(made(name, {{"data_seed", whole(1)}})) != values(dataset));
    CHECK(made(name, {{"samples", whole(51)}}).samples() == 51);
  }
}

TEST_CASE("moons are two half circles, shared equally") {
  const Dataset dataset = made("moons", {{"samples", whole(6)}, {"noise", 0.0}});
  CHECK(dataset.labels == std::vector<std::int32_t>{0, 1, 0, 1, 0, 1});
  const Numbers expected = {1, 0, 0, 0.5, 0, 1, 1, -0.5, -1, 0, 2, 0.5};
  const Numbers all = values(dataset);
  for (std::size_t i = 0; i < all.size(); ++i) CHECK(all[i] == Approx(expected[i]).margin(1e-12));
}

TEST_CASE("noise has the standard deviation that is asked for") {
  const Numbers plain = values(made("moons", {{"samples", whole(5000)}, {"noise", 0.0}}));
  const Numbers noisy = values(made("moons", {{"samples", whole(5000)}, {"noise", 0.2}}));
  double sum = 0, squares = 0;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    sum += noisy[i] - plain[i];
    squares += (noisy[i] - plain[i]) * (noisy[i] - plain[i]);
  }
  CHECK(sum / 10000 == Approx(0).margin(0.01));
  CHECK(std::sqrt(squares / 10000) == Approx(0.2).epsilon(0.03));
}

TEST_CASE("spirals go round from near the middle to the unit circle, a class each") {
  const Dataset dataset =
      made("spirals", {{"samples", whole(300)}, {"classes", whole(3)}, {"turns", 1.0}, {"noise", 0.0}});
  CHECK(dataset.classes == 3);
  const Numbers all = values(dataset);
  CHECK(all[0] == Approx(0.1));
  CHECK(all[1] == Approx(0).margin(1e-12));
  CHECK(all[2] == Approx(0.1 * std::cos(2 * std::numbers::pi / 3)));
  CHECK(all[3] == Approx(0.1 * std::sin(2 * std::numbers::pi / 3)));
  CHECK(all[594] == Approx(1));  // the last of class 0, once round
  CHECK(all[595] == Approx(0).margin(1e-12));
  CHECK(agreement_of_neighbours(dataset) == 1);
  CHECK(agreement_of_neighbours(made("spirals")) > 0.95);
}

TEST_CASE("blobs have their centers, features and spread") {
  const Dataset points =
      made("blobs", {{"samples", whole(8)}, {"centers", whole(4)}, {"features", whole(3)}, {"std", 0.0}});
  CHECK(points.classes == 4);
  CHECK(points.features == 3);
  CHECK(points.labels == std::vector<std::int32_t>{0, 1, 2, 3, 0, 1, 2, 3});
  const Numbers all = values(points);
  CHECK(Numbers(all.begin(), all.begin() + 12) == Numbers(all.begin() + 12, all.end()));
  for (const double value : all) CHECK(std::abs(value) < 10);
  CHECK(std::set<double>(all.begin(), all.end()).size() == 12);
  const Numbers wide = values(made("blobs", {{"samples", whole(3000)}, {"centers", whole(2)}, {"std", 0.5}}));
  const Numbers center =
      values(made("blobs", {{"samples", whole(3000)}, {"centers", whole(2)}, {"std", 0.0}}));
  double squares = 0;
  for (std::size_t i = 0; i < wide.size(); ++i) squares += (wide[i] - center[i]) * (wide[i] - center[i]);
  CHECK(std::sqrt(squares / 6000) == Approx(0.5).epsilon(0.03));
  CHECK_THROWS_WITH(made("blobs", {{"samples", whole(3)}, {"centers", whole(4)}}),
                    ContainsSubstring("3 samples are too few for 4 classes"));
}

TEST_CASE("sparse_linear is a linear regression in which a few features count") {
  const Choice choice =
      chosen("sparse_linear", {{"features", whole(12)}, {"informative", whole(3)}, {"noise", 0.0}});
  const Dataset dataset = tryall::data::load(choice, {});
  CHECK(dataset.task == Task::regression);
  CHECK(dataset.classes == 0);
  const Numbers weights = tryall::data::sparse_linear_weights(choice), all = values(dataset);
  REQUIRE(weights.size() == 12);
  CHECK(std::count(weights.begin(), weights.end(), 0.0) == 9);
  for (const double weight : weights) CHECK((weight == 0 || (std::abs(weight) >= 1 && std::abs(weight) < 2)));
  for (std::size_t i = 0; i < dataset.samples(); ++i)
    CHECK(dataset.targets[i] ==
          Approx(std::inner_product(weights.begin(), weights.end(), all.begin() + 12 * i, 0.0)));
  CHECK_THROWS_WITH(made("sparse_linear", {{"features", whole(4)}}),
                    ContainsSubstring("informative = 5 is more than the 4 features"));
}

TEST_CASE("the weights of sparse_linear have either sign and any place") {
  std::set<std::ptrdiff_t> places;
  std::size_t negative = 0;
  for (int seed = 0; seed < 40; ++seed) {
    const Numbers weights = tryall::data::sparse_linear_weights(chosen(
        "sparse_linear", {{"features", whole(4)}, {"informative", whole(1)}, {"data_seed", whole(seed)}}));
    const auto found =
        std::find_if(weights.begin(), weights.end(), [](double weight) { return weight != 0; });
    places.insert(found - weights.begin());
    negative += *found < 0 ? 1 : 0;
  }
  CHECK(places == std::set<std::ptrdiff_t>{0, 1, 2, 3});
  CHECK(negative > 8);
  CHECK(negative < 32);
}

TEST_CASE("the noise of sparse_linear is on its targets alone") {
  const Dataset plain = made("sparse_linear", {{"samples", whole(4000)}, {"noise", 0.0}});
  const Dataset noisy = made("sparse_linear", {{"samples", whole(4000)}, {"noise", 0.5}});
  CHECK(values(plain) == values(noisy));
  double squares = 0;
  for (std::size_t i = 0; i < 4000; ++i) squares += std::pow(noisy.targets[i] - plain.targets[i], 2);
  CHECK(std::sqrt(squares / 4000) == Approx(0.5).epsilon(0.04));
}

TEST_CASE("data that do not fit into memory are refused before they are made, with what they need") {
  const std::int64_t many = 1'000'000'000'000;
  for (const char* name : {"blobs", "moons", "spirals", "sparse_linear"}) {
    INFO(name);
    CHECK_THROWS_WITH(made(name, {{"samples", many}}),
                      ContainsSubstring("dataset.samples: 1000000000000 samples of ") &&
                          ContainsSubstring(" GiB, more than half"));
  }
  for (const char* name : {"blobs", "sparse_linear"}) {
    INFO(name);
    CHECK_THROWS_WITH(made(name, {{"features", many}}),
                      ContainsSubstring(" samples of 1000000000000 features need ") &&
                          ContainsSubstring("dataset.features: "));
  }
  CHECK_THROWS_WITH(made("blobs", {{"samples", std::int64_t{9'000'000'000'000'000}},
                                   {"features", std::int64_t{9'000'000'000'000'000}}}),
                    ContainsSubstring("GiB"));
}
