#include "tryall/statistics/importance.hpp"

#include <bit>
#include <cmath>
#include <numeric>

#include "catch.hpp"
#include "configs.hpp"
#include "made_samples.hpp"
#include "tryall/error.hpp"

using namespace tryall::statistics;
using tryall::testing::normal_sample;

namespace {

/// A grid of a 4 x 3 x 2 space, values given by `function`.
struct Grid {
  std::vector<double> a, b, values;
  std::vector<std::string> c;
};

template <class Function>
Grid grid(Function&& function) {
  Grid result;
  for (int a = 0; a < 4; ++a)
    for (int b = 0; b < 3; ++b)
      for (int c = 0; c < 2; ++c) {
        result.a.push_back(std::pow(10, a));
        result.b.push_back(b);
        result.c.emplace_back(c == 0 ? "adam" : "sgd");
        result.values.push_back(function(a, b, c));
      }
  return result;
}

std::vector<Factor> columns(const Grid& grid) {
  return {numeric_axis(grid.a), numeric_axis(grid.b), categorical_axis(grid.c)};
}

}  // namespace

TEST_CASE("importance: Optuna's test tree") {
  // The second axis parts at half of its length, .5 beyond; below, the third at three quarters, .1 and .2.
  const Tree tree = {{0.1, {1, 1, 1}}, {0.2, {1, 1, 2}}, {0.5, {1, 2, 3}}};
  const Decomposition parts = decompose(tree, {{1}, {0.5, 0.5}, {0.75, 0.25}});
  CHECK(parts.variance == Approx(.03609375));
  CHECK(parts.main[0] == Approx(0).margin(1e-15));
  CHECK(parts.main[1] == Approx(.03515625));
  CHECK(parts.main[2] == Approx(.00046875));
  CHECK(parts.pairs[1][2] == Approx(.03609375 - .03515625 - .00046875));
  CHECK(parts.pairs[0][1] == Approx(0).margin(1e-15));
}

TEST_CASE("importance: a sum of two axes has main effects and no pairs") {
  const Grid sum = grid([](int a, int, int c) { return 2.0 * a + 3 * c; });
  const Importances result = importances(columns(sum), sum.values, {.key = "k"});
  // variances 4 * 5 / 4 = 5 and 9 / 4, of 7.25
  CHECK(result.mains[0].share == Approx(5 / 7.25).margin(0.1));
  CHECK(result.mains[1].share < 0.05);
  CHECK(result.mains[2].share == Approx(2.25 / 7.25).margin(0.1));
  CHECK(result.pairs[0].share < 0.1);
  CHECK(result.mains[0].low <= result.mains[0].share);
  CHECK(result.mains[0].share <= result.mains[0].high);
  CHECK(result.out_of_bag_r2 > 0.8);
  CHECK(result.variance == Approx(7.25).epsilon(0.2));
}

TEST_CASE("importance: what two axes do together is their pair's") {
  const Grid product = grid([](int a, int, int c) { return (a - 1.5) * (c == 0 ? -1 : 1); });
  const Importances result = importances(columns(product), product.values, {.key = "k"});
  CHECK(result.pairs[0].axes == std::vector<std::size_t>{0, 2});
  CHECK(result.pairs[0].share > 0.6);
}

TEST_CASE("importance: shares of main effects and pairs never exceed the whole") {
  for (std::uint32_t i = 0; i < 5; ++i) {
    const Grid noise = grid([&](int a, int b, int c) { return normal_sample(24, i)[(a * 3 + b) * 2 + c]; });
    const Forest forest = grow_forest(columns(noise), noise.values, {.key = "k", .trees = 8});
    for (const Tree& tree : forest.trees) {
      const Decomposition parts = decompose(tree, equal_weights(columns(noise)));
      double sum = std::accumulate(parts.main.begin(), parts.main.end(), 0.0);
      for (const auto& row : parts.pairs) sum = std::accumulate(row.begin(), row.end(), sum);
      CHECK(sum <= parts.variance * (1 + 1e-9));
    }
    CHECK(forest.out_of_bag_r2 < 0.5);
  }
}

TEST_CASE("importance: leaves part the whole space, and every config is in one") {
  const Grid sum = grid([](int a, int b, int c) { return a * b + c; });
  const std::vector<Factor> axes = columns(sum);
  const Forest forest = grow_forest(axes, sum.values, {.key = "k", .trees = 10});
  const LevelWeights weights = equal_weights(axes);
  for (const Tree& tree : forest.trees) {
    double volume = 0;
    for (const Leaf& leaf : tree) {
      double product = 1;
      for (std::size_t i = 0; i < axes.size(); ++i)
        product *= static_cast<double>(std::popcount(leaf.levels[i])) * weights[i][0];
      volume += product;
    }
    CHECK(volume == Approx(1));
    for (std::size_t row = 0; row < sum.values.size(); ++row) CHECK(std::isfinite(predict(tree, axes, row)));
  }
}

TEST_CASE("importance: words part in any two sets, numbers only at a threshold") {
  std::vector<double> values;
  Factor axis{6, false, {}};
  for (std::uint32_t i = 0; i < 120; ++i) {
    axis.codes.push_back(i % 6);
    values.push_back(i % 2);
  }
  for (const Tree& tree : grow_forest({axis}, values, {.key = "k", .trees = 4}).trees) {
    REQUIRE(tree.size() == 2);
    for (const Leaf& leaf : tree) CHECK(leaf.levels[0] == (leaf.value == 1 ? 0b101010 : 0b010101));
  }
  axis.ordered = true;
  for (const Tree& tree : grow_forest({axis}, values, {.key = "k", .trees = 4}).trees)
    CHECK(tree.size() == 6);
}

TEST_CASE("importance: a word that a tree never saw goes with the more rows") {
  std::vector<double> values(60, 1.0);
  Factor axis{3, false, std::vector<std::uint32_t>(60, 2)};
  for (std::size_t i = 0; i < 10; ++i) {
    values[i] = 0;
    axis.codes[i] = 0;
  }
  for (const Tree& tree : grow_forest({axis}, values, {.key = "k", .trees = 4}).trees)
    for (const Leaf& leaf : tree) CHECK(leaf.levels[0] == (leaf.value == 1 ? 0b110 : 0b001));
}

TEST_CASE("importance: the key decides the forest, and constants have no importance") {
  const Grid sum = grid([](int a, int b, int) { return a + b; });
  const auto share = [&](const char* key) {
    return importances(columns(sum), sum.values, {.key = key, .trees = 16}).mains[0].share;
  };
  CHECK(share("a") == share("a"));
  CHECK(share("a") != share("b"));
  const Grid constant = grid([](int, int, int) { return 3; });
  const Importances none = importances(columns(constant), constant.values, {.key = "k"});
  CHECK(std::isnan(none.mains[0].share));
  CHECK(none.variance == 0);
  CHECK(importances({}, {}, {}).mains.empty());
}

TEST_CASE("importance: many numbers are cut into parts, too many words are refused") {
  std::vector<double> numbers(1000);
  std::iota(numbers.begin(), numbers.end(), 0.0);
  const Factor column = numeric_axis(numbers);
  CHECK(column.levels == most_numeric_levels);
  CHECK(column.codes.front() == 0);
  CHECK(column.codes.back() == most_numeric_levels - 1);
  CHECK(numeric_axis(std::vector{5.0, 5.0, 1.0}).codes == std::vector<std::uint32_t>{1, 1, 0});
  std::vector<std::string> words;
  for (std::size_t i = 0; i <= most_levels; ++i) words.push_back(std::to_string(i));
  CHECK_THROWS_AS(categorical_axis(words), tryall::Error);
}
