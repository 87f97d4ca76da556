#include "regularizers.hpp"

namespace tryall::regularize {
namespace {

template <class Scalar>
std::unique_ptr<Regularizer<Scalar>> make_l2(const Choice& choice) {
  return make_elastic_net<Scalar>(
      {.lambda2 = choice.number("lambda"), .include_bias = choice.flag("include_bias")});
}

}  // namespace

RegularizerEntry l2() {
  return {{.name = "l2",
           .summary = "(lambda / 2) * sum w^2, in the gradient lambda * w; PyTorch's coupled weight decay "
                      "lambda, half of Keras's l2",
           .source = "Hoerl and Kennard (1970)",
           .advice = "Against overfitting with few samples and many or correlated features; 1e-5 to 1e-2 are "
                     "usual. Under adam and its like the penalty is rescaled with the gradient: use adamw or "
                     "the axis weight_decay there.",
           .parameters = {strength("lambda", 1e-4, "strength"), include_bias_parameter()}},
          make_l2<float>,
          make_l2<double>};
}

}  // namespace tryall::regularize
