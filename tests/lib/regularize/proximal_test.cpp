// Soft thresholding after the update, and which parameters a penalty holds.
#include <cmath>
#include <limits>

#include "catch.hpp"
#include "tryall/regularize/regularizer.hpp"

namespace proximal_test {

using tryall::Choice;
using tryall::regularize::make_regularizer;
using tryall::regularize::regularizers;

namespace {

template <class Scalar>
auto made(const Choice& choice) {
  return make_regularizer<Scalar>(with_defaults(regularizers(), choice));
}

Choice proximal_l1(double lambda, bool include_bias = false) {
  return {"l1", {{"lambda", lambda}, {"proximal", true}, {"include_bias", include_bias}}};
}

}  // namespace

TEMPLATE_TEST_CASE("a proximal step draws weights to 0 by lr lambda, and no further", "", float, double) {
  std::vector<TestType> weights = {1, -1, 0.25, -0.25, 0.125, -0.125, 0, 3};
  made<TestType>(proximal_l1(0.5))->after_update(weights, 0.5, 7);  // the last is a bias
  CHECK(weights == std::vector<TestType>{0.75, -0.75, 0, 0, 0, 0, 0, 3});
  for (std::size_t i = 2; i < 7; ++i) CHECK_FALSE(std::signbit(weights[i]));
}

TEST_CASE("a proximal step leaves NaN and infinity what they are") {
  std::vector<double> weights = {std::numeric_limits<double>::quiet_NaN(),
                                 -std::numeric_limits<double>::infinity()};
  made<double>(proximal_l1(0.5))->after_update(weights, 0.5, 2);
  CHECK(std::isnan(weights[0]));
  CHECK(weights[1] == -std::numeric_limits<double>::infinity());
}

TEST_CASE("what acts by proximal steps is not in the gradient, the squared part is") {
  const std::vector<double> weights = {2, -4};
  std::vector<double> gradient(2, 0.0);
  made<double>(proximal_l1(0.5))->add_gradient(weights, gradient, 2);
  CHECK(gradient == std::vector<double>{0, 0});
  const Choice net{"elastic_net", {{"lambda1", 0.5}, {"lambda2", 0.25}, {"proximal", true}}};
  made<double>(net)->add_gradient(weights, gradient, 2);
  CHECK(gradient == std::vector<double>{0.5, -1});
  std::vector<double> stepped = weights;
  made<double>(net)->after_update(stepped, 1, 2);
  CHECK(stepped == std::vector<double>{1.5, -3.5});
}

TEST_CASE("without proximal steps nothing is left to do after the update") {
  const std::vector<double> weights = {2, -4, 0.001};
  for (const char* name : {"l1", "l2", "elastic_net"}) {
    std::vector<double> after = weights;
    made<double>({name, {}})->after_update(after, 1, 3);
    CHECK(after == weights);
  }
}

TEST_CASE("biases are held where they are included, by gradient, penalty and proximal step") {
  const std::vector<double> parameters = {2, -4};  // a weight and a bias
  for (const bool include_bias : {false, true}) {
    std::vector<double> gradient(2, 0.0), stepped = parameters;
    const Choice l2{"l2", {{"lambda", 0.5}, {"include_bias", include_bias}}};
    made<double>(l2)->add_gradient(parameters, gradient, 1);
    CHECK(gradient == std::vector<double>{1, include_bias ? -2.0 : 0.0});
    CHECK(made<double>(l2)->penalty(parameters, 1) == (include_bias ? 5 : 1));
    made<double>(proximal_l1(0.5, include_bias))->after_update(stepped, 1, 1);
    CHECK(stepped == std::vector<double>{1.5, include_bias ? -3.5 : -4.0});
  }
}

}  // namespace proximal_test
