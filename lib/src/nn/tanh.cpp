#include "activations.hpp"
#include "elementwise.hpp"

namespace tryall::nn {
namespace {

template <class Scalar>
struct Tanh {
  static auto forward(ConstValues<Scalar> x) { return x.tanh(); }
  static auto slope(ConstValues<Scalar>, ConstValues<Scalar> y) { return Scalar{1} - y * y; }
};

}  // namespace

ActivationEntry tanh_activation() { return elementwise<Tanh>("tanh", "(e^x - e^-x) / (e^x + e^-x)"); }

}  // namespace tryall::nn
