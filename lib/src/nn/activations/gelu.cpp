#include <cmath>
#include <numbers>

#include "activations.hpp"
#include "nn/elementwise.hpp"

namespace tryall::nn {
namespace {

/// P and p of the standard normal. erfc, unlike 1 + erf, keeps its digits for large negative x.
template <class Scalar>
Scalar distribution(Scalar x) {
  return Scalar{0.5} * std::erfc(-x / std::numbers::sqrt2_v<Scalar>);
}
template <class Scalar>
Scalar density(Scalar x) {
  return std::numbers::inv_sqrtpi_v<Scalar> / std::numbers::sqrt2_v<Scalar> * std::exp(Scalar{-0.5} * x * x);
}

template <class Scalar>
struct Gelu {
  static auto forward(ConstValues<Scalar> x) {
    return x.unaryExpr([](Scalar value) { return value * distribution(value); });
  }
  static auto slope(ConstValues<Scalar> x, ConstValues<Scalar>) {
    return x.unaryExpr([](Scalar value) { return distribution(value) + value * density(value); });
  }
};

}  // namespace

ActivationEntry gelu() {
  return elementwise<Gelu>(
      {.name = "gelu",
       .summary = "x P(x), P the standard normal's distribution function",
       .source = "Hendrycks and Gimpel (2016), exact, not the approximation by tanh",
       .advice = "A smooth relu, usual in transformers; a little better than relu in deep networks, slower, "
                 "since each unit needs an error function. Use init he."});
}

}  // namespace tryall::nn
