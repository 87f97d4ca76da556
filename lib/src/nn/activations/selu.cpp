#include "activations.hpp"
#include "nn/elementwise.hpp"

namespace tryall::nn {
namespace {

template <class Scalar>
struct Selu {
  static constexpr auto scale = static_cast<Scalar>(1.0507009873554804934193349852946);
  static constexpr auto alpha = static_cast<Scalar>(1.6732632423543772848170429916717);

  static auto forward(ConstValues<Scalar> x) {
    return scale * positive_part(x) + (scale * alpha) * negative_part(x).expm1();
  }
  static auto slope(ConstValues<Scalar> x, ConstValues<Scalar>) {
    return (x > Scalar{0}).select(scale, (scale * alpha) * x.exp());
  }
};

}  // namespace

ActivationEntry selu() {
  return elementwise<Selu>(
      {.name = "selu",
       .summary = "1.0507 times: x if x > 0, else 1.6733 (e^x - 1); meant for lecun_normal",
       .source =
           "Klambauer, Unterthiner, Mayr and Hochreiter (2017), Self-Normalizing Neural Networks, equation 2",
       .advice = "Deep dense networks without normalization, with init lecun_normal and standard scaling, "
                 "which its constants are derived for. Pointless beside batch_norm or layer_norm."});
}

}  // namespace tryall::nn
