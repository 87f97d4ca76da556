#include <numbers>

#include "activations.hpp"
#include "tryall/kernels/math.hpp"

namespace tryall::nn {
namespace {

/// P and p of the standard normal. erfc, unlike 1 + erf, keeps its digits for large negative x.
template <class Scalar>
Scalar distribution(Scalar x) {
  return Scalar{0.5} * kernels::erfc(-x * (std::numbers::sqrt2_v<Scalar> / Scalar{2}));
}
template <class Scalar>
Scalar density(Scalar x) {
  constexpr Scalar peak = std::numbers::inv_sqrtpi_v<Scalar> / std::numbers::sqrt2_v<Scalar>;
  return peak * kernels::exp(Scalar{-0.5} * x * x);
}

template <class Scalar>
struct Gelu {
  static Scalar value(Scalar x) { return x * distribution(x); }
  static Scalar slope(Scalar x, Scalar) { return distribution(x) + x * density(x); }
};

}  // namespace

ActivationEntry gelu() {
  return pointwise<Gelu>(
      {.name = "gelu",
       .summary = "x P(x), P the standard normal's distribution function",
       .source = "Hendrycks and Gimpel (2016), exact, not the approximation by tanh",
       .advice = "A smooth relu, usual in transformers; a little better than relu in deep networks, slower, "
                 "since each unit needs an error function. Use init he."});
}

}  // namespace tryall::nn
