#include "activations.hpp"
#include "nn/elementwise.hpp"

namespace tryall::nn {
namespace {

template <class Scalar>
struct Tanh {
  static auto forward(ConstValues<Scalar> x) { return x.tanh(); }
  static auto slope(ConstValues<Scalar>, ConstValues<Scalar> y) { return Scalar{1} - y * y; }
};

}  // namespace

ActivationEntry tanh_activation() {
  return elementwise<Tanh>(
      {.name = "tanh",
       .summary = "(e^x - e^-x) / (e^x + e^-x)",
       .source = "LeCun et al. (1998), Efficient BackProp, without its scaling",
       .advice = "Centered on 0 and smooth, with init xavier: fine for one or two layers and for small "
                 "regressions. Saturates, so deep networks learn slowly."});
}

}  // namespace tryall::nn
