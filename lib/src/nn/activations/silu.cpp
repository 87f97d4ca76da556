#include "activations.hpp"
#include "tryall/kernels/math.hpp"

namespace tryall::nn {
namespace {

/// With s = 1 / (1 + e^-x) the slope is s (1 + x (1 - s)).
template <class Scalar>
struct Silu {
  static Scalar value(Scalar x) { return x * kernels::logistic(x); }
  static Scalar slope(Scalar x, Scalar) {
    const Scalar s = kernels::logistic(x);
    return s * (Scalar{1} + x * (Scalar{1} - s));
  }
};

}  // namespace

ActivationEntry silu() {
  return pointwise<Silu>(
      {.name = "silu",
       .summary = "x / (1 + e^-x)",
       .source = "Elfwing, Uchibe and Doya (2018); also called swish",
       .advice =
           "A smooth relu much like gelu and cheaper; a little better than relu in deep networks, hardly "
           "different in shallow ones. Init he."});
}

}  // namespace tryall::nn
