#include "activations.hpp"
#include "tryall/kernels/math.hpp"

namespace tryall::nn {
namespace {

template <class Scalar>
struct Tanh {
  static Scalar value(Scalar x) { return kernels::tanh(x); }
  static Scalar slope(Scalar, Scalar y) { return Scalar{1} - y * y; }
};

}  // namespace

ActivationEntry tanh_activation() {
  return pointwise<Tanh>(
      {.name = "tanh",
       .summary = "(e^x - e^-x) / (e^x + e^-x)",
       .source = "LeCun et al. (1998), Efficient BackProp, without its scaling",
       .advice = "Centered on 0 and smooth, with init xavier: fine for one or two layers and for small "
                 "regressions. Saturates, so deep networks learn slowly."});
}

}  // namespace tryall::nn
