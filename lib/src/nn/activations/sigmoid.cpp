#include "activations.hpp"
#include "nn/elementwise.hpp"

namespace tryall::nn {
namespace {

template <class Scalar>
struct Sigmoid {
  static auto forward(ConstValues<Scalar> x) { return logistic(x); }
  static auto slope(ConstValues<Scalar>, ConstValues<Scalar> y) { return y * (Scalar{1} - y); }
};

}  // namespace

ActivationEntry sigmoid() {
  return elementwise<Sigmoid>(
      {.name = "sigmoid",
       .summary = "1 / (1 + e^-x)",
       .source = "Rumelhart, Hinton and Williams (1986)",
       .advice =
           "Mostly of historical interest in hidden layers: its slope is at most 1/4 and its output never "
           "centered, so gradients vanish with depth. With init xavier; one or two layers work."});
}

}  // namespace tryall::nn
