#include "activations.hpp"
#include "tryall/kernels/math.hpp"

namespace tryall::nn {
namespace {

/// Below 0 the slope e^x is y + 1.
template <class Scalar>
struct Elu {
  static Scalar value(Scalar x) { return x > Scalar{0} ? x : kernels::expm1(x); }
  static Scalar slope(Scalar x, Scalar y) { return x > Scalar{0} ? Scalar{1} : y + Scalar{1}; }
};

}  // namespace

ActivationEntry elu() {
  return pointwise<Elu>(
      {.name = "elu",
       .summary = "x if x > 0, else e^x - 1",
       .source = "Clevert, Unterthiner and Hochreiter (2016), with alpha 1",
       .advice = "Smooth, with outputs nearer to mean 0 than relu's, which can speed up networks without "
                 "normalization; costs an exponential. With batch_norm the gain is mostly gone."});
}

}  // namespace tryall::nn
