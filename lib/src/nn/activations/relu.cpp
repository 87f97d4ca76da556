#include "activations.hpp"

namespace tryall::nn {
namespace {

/// A NaN stays one, so that a diverging run is seen.
template <class Scalar>
void relu_forward(const Scalar* in, Scalar* out, std::ptrdiff_t size) {
  for (std::ptrdiff_t i = 0; i < size; ++i) out[i] = in[i] < Scalar{0} ? Scalar{0} : in[i];
}

template <class Scalar>
void relu_backward(const Scalar*, const Scalar* out, const Scalar* out_gradient, Scalar* in_gradient,
                   std::ptrdiff_t size) {
  for (std::ptrdiff_t i = 0; i < size; ++i) in_gradient[i] = out[i] > Scalar{0} ? out_gradient[i] : Scalar{0};
}

}  // namespace

ActivationEntry relu() {
  return {
      .about =
          {.name = "relu",
           .summary = "max(0, x)",
           .source = "Nair and Hinton (2010); Fukushima (1969)",
           .advice =
               "The usual first choice, with init he. Units whose input is always negative are dead and stay "
               "so (the metric dead_units counts them): lower the learning rate or take leaky_relu."},
      .single_precision = {relu_forward<float>, relu_backward<float>},
      .double_precision = {relu_forward<double>, relu_backward<double>}};
}

}  // namespace tryall::nn
