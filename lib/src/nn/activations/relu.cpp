#include "activations.hpp"

namespace tryall::nn {
namespace {

/// A NaN stays one, so that a diverging run is seen.
template <class Scalar>
struct Relu {
  static Scalar value(Scalar x) { return x < Scalar{0} ? Scalar{0} : x; }
  static Scalar slope(Scalar, Scalar y) { return y > Scalar{0} ? Scalar{1} : Scalar{0}; }
};

}  // namespace

ActivationEntry relu() {
  return pointwise<Relu>(
      {.name = "relu",
       .summary = "max(0, x)",
       .source = "Nair and Hinton (2010); Fukushima (1969)",
       .advice =
           "The usual first choice, with init he. Units whose input is always negative are dead and stay "
           "so (the metric dead_units counts them): lower the learning rate or take leaky_relu."});
}

}  // namespace tryall::nn
