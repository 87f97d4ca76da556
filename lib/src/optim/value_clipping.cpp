#include <algorithm>

#include "clippings.hpp"
#include "tryall/kernels/each.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
class ValueClipping final : public Clipping<Scalar> {
 public:
  explicit ValueClipping(const Choice& choice) : limit_(static_cast<Scalar>(choice.number("limit"))) {}

  void apply(std::span<Scalar> gradients) const override {
    kernels::each([limit = limit_](Scalar& g) { g = std::clamp(g, -limit, limit); },  // NaN stays NaN
                  gradients.size(), gradients.data());
  }

 private:
  Scalar limit_;
};

}  // namespace

ClippingEntry value_clipping() {
  return clipping_entry<ValueClipping>(
      {.name = "value",
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
                       .low_open = true}}});
}

}  // namespace tryall::optim
