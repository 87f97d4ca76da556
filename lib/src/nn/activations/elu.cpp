#include "activations.hpp"
#include "nn/elementwise.hpp"

namespace tryall::nn {
namespace {

template <class Scalar>
struct Elu {
  static auto forward(ConstValues<Scalar> x) { return positive_part(x) + negative_part(x).expm1(); }
  static auto slope(ConstValues<Scalar> x, ConstValues<Scalar>) { return negative_part(x).exp(); }
};

}  // namespace

ActivationEntry elu() {
  return elementwise<Elu>(
      {.name = "elu",
       .summary = "x if x > 0, else e^x - 1",
       .source = "Clevert, Unterthiner and Hochreiter (2016), with alpha 1",
       .advice = "Smooth, with outputs nearer to mean 0 than relu's, which can speed up networks without "
                 "normalization; costs an exponential. With batch_norm the gain is mostly gone."});
}

}  // namespace tryall::nn
