#include "activations.hpp"
#include "tryall/kernels/math.hpp"

namespace tryall::nn {
namespace {

template <class Scalar>
struct Selu {
  static constexpr auto scale = static_cast<Scalar>(1.0507009873554804934193349852946);
  static constexpr auto alpha = static_cast<Scalar>(1.6732632423543772848170429916717);

  static Scalar value(Scalar x) { return x > Scalar{0} ? scale * x : (scale * alpha) * kernels::expm1(x); }
  static Scalar slope(Scalar x, Scalar y) { return x > Scalar{0} ? scale : y + scale * alpha; }
};

}  // namespace

ActivationEntry selu() {
  return pointwise<Selu>(
      {.name = "selu",
       .summary = "1.0507 times: x if x > 0, else 1.6733 (e^x - 1); meant for lecun_normal",
       .source =
           "Klambauer, Unterthiner, Mayr and Hochreiter (2017), Self-Normalizing Neural Networks, equation 2",
       .advice = "Deep dense networks without normalization, with init lecun_normal and standard scaling, "
                 "which its constants are derived for. Pointless beside batch_norm or layer_norm."});
}

}  // namespace tryall::nn
