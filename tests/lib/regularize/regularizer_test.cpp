#include "tryall/regularize/regularizer.hpp"

#include <cmath>

#include "catch.hpp"
#include "choices.hpp"

namespace regularizer_test {

using tryall::Choice;
using tryall::regularize::make_regularizer;
using tryall::regularize::regularizers;
using tryall::testing::default_choice;

namespace {

const std::vector<double> weights = {0.5, -2, 1.25, -0.125, 3};

template <class Scalar>
auto made(const Choice& choice) {
  return make_regularizer<Scalar>(with_defaults(regularizers(), choice));
}

}  // namespace

TEST_CASE("every regularizer's gradient is that of its penalty") {
  constexpr double h = 1e-3;  // the penalties are at most quadratic off zero, so that only rounding is left
  for (const tryall::regularize::RegularizerEntry& entry : tryall::regularize::regularizer_table()) {
    INFO(entry.about.name);
    const auto regularizer = make_regularizer<double>(default_choice(regularizers(), entry.about));
    if (!regularizer) continue;
    std::vector<double> gradient(weights.size(), 0.0);
    regularizer->add_gradient(weights, gradient, weights.size());
    for (std::size_t i = 0; i < weights.size(); ++i) {
      std::vector<double> up = weights, down = weights;
      up[i] += h;
      down[i] -= h;
      const double expected =
          (regularizer->penalty(up, up.size()) - regularizer->penalty(down, down.size())) / (2 * h);
      CHECK(expected != 0);
      CHECK(gradient[i] == Approx(expected).epsilon(1e-7));
    }
  }
}

TEST_CASE("the gradient is added to what is there, in both precisions") {
  const std::vector<float> single(weights.begin(), weights.end());
  for (const tryall::regularize::RegularizerEntry& entry : tryall::regularize::regularizer_table()) {
    INFO(entry.about.name);
    const Choice choice = default_choice(regularizers(), entry.about);
    const auto regularizer = make_regularizer<double>(choice);
    const auto regularizer_single = make_regularizer<float>(choice);
    CHECK((regularizer == nullptr) == (regularizer_single == nullptr));
    if (!regularizer) continue;
    std::vector<double> from_zero(weights.size(), 0.0), from_one(weights.size(), 1.0);
    std::vector<float> from_zero_single(weights.size(), 0.0F);
    regularizer->add_gradient(weights, from_zero, weights.size());
    regularizer->add_gradient(weights, from_one, weights.size());
    regularizer_single->add_gradient(single, from_zero_single, single.size());
    for (std::size_t i = 0; i < weights.size(); ++i) {
      CHECK(from_one[i] - from_zero[i] == Approx(1));
      CHECK(from_zero_single[i] == Approx(from_zero[i]).epsilon(1e-6));
    }
    CHECK(regularizer_single->penalty(single, single.size()) ==
          Approx(regularizer->penalty(weights, weights.size())).epsilon(1e-6));
  }
}

TEST_CASE("the penalties are those of their formulas") {
  // By hand: the absolute values sum to 6.875, the squares to 14.828125.
  CHECK(made<double>({"l1", {{"lambda", 0.5}}})->penalty(weights, weights.size()) ==
        Approx(3.4375).epsilon(1e-14));
  CHECK(made<double>({"l2", {{"lambda", 0.5}}})->penalty(weights, weights.size()) ==
        Approx(3.70703125).epsilon(1e-14));
  CHECK(
      made<double>({"elastic_net", {{"lambda1", 0.5}, {"lambda2", 2.0}}})->penalty(weights, weights.size()) ==
      Approx(3.4375 + 14.828125).epsilon(1e-14));
  CHECK(made<double>({"none", {}}) == nullptr);
}

TEST_CASE("at 0 the subgradient of the absolute value is 0") {
  const std::vector<double> zero = {0.0, -0.0};
  std::vector<double> gradient(2, 0.25);
  made<double>({"l1", {{"lambda", 0.5}}})->add_gradient(zero, gradient, zero.size());
  CHECK(gradient == std::vector<double>{0.25, 0.25});
}

TEST_CASE("a penalty of single-precision weights is summed in double") {
  // A million weights of 0.1 lose about a per cent when they are summed in float.
  const std::vector<float> many(1000000, 0.1F);
  CHECK(made<float>({"l1", {{"lambda", 1.0}}})->penalty(many, many.size()) ==
        Approx(1e6 * static_cast<double>(0.1F)).epsilon(1e-9));
}

TEST_CASE("a negative strength is refused") {
  CHECK_THROWS(made<double>({"l1", {{"lambda", -0.5}}}));
  CHECK_THROWS(made<double>({"l2", {{"lambda", -0.5}}}));
  CHECK_THROWS(made<double>({"elastic_net", {{"lambda2", -0.5}}}));
}

}  // namespace regularizer_test
