#include <algorithm>

#include "clippings.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
void clip_values(const Choice& choice, std::span<Scalar> gradients) {
  const auto limit = static_cast<Scalar>(choice.number("limit"));
  for (Scalar& gradient : gradients) gradient = std::clamp(gradient, -limit, limit);  // NaN stays NaN
}

}  // namespace

ClippingEntry value_clipping() {
  return {{.name = "value",
           .summary = "each gradient is cut to [-limit, limit]",
           .source = "PyTorch's clip_grad_value_",
           .advice =
               "Cheap protection against single extreme entries; it bends the direction of the gradient, so "
               "norm is mostly preferred. Hardly matters with adam and its like, which scale entries anyway.",
           .parameters = {{.name = "limit",
                           .type = Parameter::Type::number,
                           .fallback = 1.0,
                           .meaning = "largest absolute value of a gradient entry",
                           .low = 0,
                           .low_open = true}}},
          clip_values<float>,
          clip_values<double>};
}

}  // namespace tryall::optim
