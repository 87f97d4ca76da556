#include "activations.hpp"
#include "tryall/kernels/math.hpp"

namespace tryall::nn {
namespace {

template <class Scalar>
struct Sigmoid {
  static Scalar value(Scalar x) { return kernels::logistic(x); }
  static Scalar slope(Scalar, Scalar y) { return y * (Scalar{1} - y); }
};

}  // namespace

ActivationEntry sigmoid() {
  return pointwise<Sigmoid>(
      {.name = "sigmoid",
       .summary = "1 / (1 + e^-x)",
       .source = "Rumelhart, Hinton and Williams (1986)",
       .advice =
           "Mostly of historical interest in hidden layers: its slope is at most 1/4 and its output never "
           "centered, so gradients vanish with depth. With init xavier; one or two layers work."});
}

}  // namespace tryall::nn
