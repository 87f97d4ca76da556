#include "activations.hpp"

namespace tryall::nn {
namespace {

/// At 0 the slope is the leak, as PyTorch has it.
template <class Scalar>
struct LeakyRelu {
  static constexpr auto leak = static_cast<Scalar>(0.01);

  static Scalar value(Scalar x) { return x > Scalar{0} ? x : leak * x; }
  static Scalar slope(Scalar x, Scalar) { return x > Scalar{0} ? Scalar{1} : leak; }
};

}  // namespace

ActivationEntry leaky_relu() {
  return pointwise<LeakyRelu>(
      {.name = "leaky_relu",
       .summary = "x if x > 0, else 0.01 x",
       .source = "Maas, Hannun and Ng (2013)",
       .advice = "ReLU whose units cannot die; with init he. The same results as relu unless "
                 "many units are dead."});
}

}  // namespace tryall::nn
