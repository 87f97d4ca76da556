#include "activations.hpp"

namespace tryall::nn {
namespace {

template <class Scalar>
constexpr auto leak = static_cast<Scalar>(0.01);

template <class Scalar>
void leaky_relu_forward(const Scalar* in, Scalar* out, std::ptrdiff_t size) {
  for (std::ptrdiff_t i = 0; i < size; ++i) out[i] = in[i] > Scalar{0} ? in[i] : leak<Scalar> * in[i];
}

/// At 0 the slope is the leak, as PyTorch has it.
template <class Scalar>
void leaky_relu_backward(const Scalar* in, const Scalar*, const Scalar* out_gradient, Scalar* in_gradient,
                         std::ptrdiff_t size) {
  for (std::ptrdiff_t i = 0; i < size; ++i)
    in_gradient[i] = in[i] > Scalar{0} ? out_gradient[i] : leak<Scalar> * out_gradient[i];
}

}  // namespace

ActivationEntry leaky_relu() {
  return {.about = {.name = "leaky_relu",
                    .summary = "x if x > 0, else 0.01 x",
                    .source = "Maas, Hannun and Ng (2013)",
                    .advice = "ReLU whose units cannot die; with init he. The same results as relu unless "
                              "many units are dead."},
          .single_precision = {leaky_relu_forward<float>, leaky_relu_backward<float>},
          .double_precision = {leaky_relu_forward<double>, leaky_relu_backward<double>}};
}

}  // namespace tryall::nn
