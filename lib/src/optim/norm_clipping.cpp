#include "../euclidean_norm.hpp"
#include "clippings.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
void clip_norm(const Choice& choice, std::span<Scalar> gradients) {
  const double scale = choice.number("max_norm") / (euclidean_norm<Scalar>(gradients) + 1e-6);
  if (scale >= 1) return;  // a scale that is NaN makes every gradient NaN, so that divergence is seen
  for (Scalar& gradient : gradients) gradient *= static_cast<Scalar>(scale);
}

}  // namespace

ClippingEntry norm_clipping() {
  return {
      {.name = "norm",
       .summary = "g *= min(1, max_norm / (|g| + 1e-6)), |g| the Euclidean norm over all parameters",
       .source = "Pascanu, Mikolov and Bengio (2013); PyTorch's clip_grad_norm_",
       .advice = "Against single huge gradients (deep or unnormalized networks, large learning rates): the "
                 "direction stays, only the length is cut. Set it near the usual gradient_norm, a metric of "
                 "every run; far below that each step is cut and max_norm acts as a learning rate.",
       .parameters =
           {{.name = "max_norm",
             .type = Parameter::Type::number,
             .fallback = 1.0,
             .meaning =
                 "the largest norm of the gradient that is left as it is; the axis max_norm is of weights",
             .low = 0,
             .low_open = true}}},
      clip_norm<float>,
      clip_norm<double>};
}

}  // namespace tryall::optim
