#include <cmath>

#include "activations.hpp"

namespace tryall::nn {
namespace {

template <class Scalar>
struct Softsign {
  static Scalar value(Scalar x) { return x / (Scalar{1} + std::abs(x)); }
  static Scalar slope(Scalar x, Scalar) {
    const Scalar size = Scalar{1} + std::abs(x);
    return Scalar{1} / (size * size);
  }
};

}  // namespace

ActivationEntry softsign() {
  return pointwise<Softsign>(
      {.name = "softsign",
       .summary = "x / (1 + |x|)",
       .source = "Bergstra et al. (2009); compared with tanh by Glorot and Bengio (2010)",
       .advice =
           "tanh's shape with tails that flatten more slowly, so that units saturate less: in deep networks "
           "it learns better than tanh at the same init (xavier), and it is cheaper."});
}

}  // namespace tryall::nn
