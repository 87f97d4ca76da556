#include "activations.hpp"
#include "nn/elementwise.hpp"

namespace tryall::nn {
namespace {

template <class Scalar>
void silu_forward(const Scalar* in, Scalar* out, std::ptrdiff_t size) {
  const ConstValues<Scalar> x(in, size);
  Values<Scalar>(out, size) = x * logistic(x);
}

/// s (1 + x (1 - s)), s = 1 / (1 + e^-x), which is kept in the result's own memory.
template <class Scalar>
void silu_backward(const Scalar* in, const Scalar*, const Scalar* out_gradient, Scalar* in_gradient,
                   std::ptrdiff_t size) {
  const ConstValues<Scalar> x(in, size);
  Values<Scalar> s(in_gradient, size);
  s = logistic(x);
  s = ConstValues<Scalar>(out_gradient, size) * s * (Scalar{1} + x * (Scalar{1} - s));
}

}  // namespace

ActivationEntry silu() {
  return {
      .about =
          {.name = "silu",
           .summary = "x / (1 + e^-x)",
           .source = "Elfwing, Uchibe and Doya (2018); also called swish",
           .advice =
               "A smooth relu much like gelu and cheaper; a little better than relu in deep networks, hardly "
               "different in shallow ones. Init he."},
      .single_precision = {silu_forward<float>, silu_backward<float>},
      .double_precision = {silu_forward<double>, silu_backward<double>}};
}

}  // namespace tryall::nn
