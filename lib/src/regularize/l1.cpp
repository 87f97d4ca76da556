#include "regularizers.hpp"

namespace tryall::regularize {
namespace {

template <class Scalar>
std::unique_ptr<Regularizer<Scalar>> make_l1(const Choice& choice) {
  return make_elastic_net<Scalar>({.lambda1 = choice.number("lambda"),
                                   .proximal = choice.flag("proximal"),
                                   .include_bias = choice.flag("include_bias")});
}

}  // namespace

RegularizerEntry l1() {
  return {
      {.name = "l1",
       .summary = "lambda * sum |w|, by its subgradient lambda * sign(w) or by proximal steps; with model "
                  "linear and loss mse, the lasso",
       .source = "Tibshirani (1996)",
       .advice = "Where only few features matter: with proximal true weights become exactly 0 and "
                 "zero_weights counts them. With sparse_linear or wide tables it chooses features; of "
                 "strongly correlated ones it keeps an arbitrary few (elastic_net keeps groups).",
       .parameters = {strength("lambda", 1e-4, "strength"), proximal_parameter(), include_bias_parameter()}},
      make_l1<float>,
      make_l1<double>};
}

}  // namespace tryall::regularize
