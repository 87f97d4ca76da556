#include "activations.hpp"
#include "nn/elementwise.hpp"

namespace tryall::nn {
namespace {

/// As max(0, x) + log(1 + e^-|x|), which neither overflows nor loses the digits of large negative x.
template <class Scalar>
struct Softplus {
  static auto forward(ConstValues<Scalar> x) { return positive_part(x) + (-x.abs()).exp().log1p(); }
  static auto slope(ConstValues<Scalar> x, ConstValues<Scalar>) { return logistic(x); }
};

}  // namespace

ActivationEntry softplus() {
  return elementwise<Softplus>(
      {.name = "softplus",
       .summary = "log(1 + e^x)",
       .source = "Dugas et al. (2001)",
       .advice = "A smooth relu whose slope is never 0; its outputs are all positive, and it is mostly "
                 "slower to learn than relu. For smooth regressions."});
}

}  // namespace tryall::nn
