#include <cmath>

#include "activations.hpp"
#include "tryall/kernels/math.hpp"

namespace tryall::nn {
namespace {

/// As max(0, x) + log(1 + e^-|x|), which neither overflows nor loses the digits of large negative x.
template <class Scalar>
struct Softplus {
  static Scalar value(Scalar x) {
    return (x < Scalar{0} ? Scalar{0} : x) + kernels::log1p(kernels::exp(-std::abs(x)));
  }
  static Scalar slope(Scalar x, Scalar) { return kernels::logistic(x); }
};

}  // namespace

ActivationEntry softplus() {
  return pointwise<Softplus>(
      {.name = "softplus",
       .summary = "log(1 + e^x)",
       .source = "Dugas et al. (2001)",
       .advice = "A smooth relu whose slope is never 0; its outputs are all positive, and it is mostly "
                 "slower to learn than relu. For smooth regressions."});
}

}  // namespace tryall::nn
