#include <algorithm>

#include "activations.hpp"

namespace tryall::nn {
namespace {

template <class Scalar>
void identity_forward(const Scalar* in, Scalar* out, std::ptrdiff_t size) {
  std::copy_n(in, size, out);
}

template <class Scalar>
void identity_backward(const Scalar*, const Scalar*, const Scalar* out_gradient, Scalar* in_gradient,
                       std::ptrdiff_t size) {
  std::copy_n(out_gradient, size, in_gradient);
}

}  // namespace

ActivationEntry identity() {
  return {.about = {.name = "identity",
                    .summary = "x: with it the layers together are one linear layer",
                    .source = "",
                    .advice = "To show what the others add: with it an mlp can represent no more than a "
                              "linear model. Useful "
                              "as a check of a setup."},
          .single_precision = {identity_forward<float>, identity_backward<float>},
          .double_precision = {identity_forward<double>, identity_backward<double>}};
}

}  // namespace tryall::nn
