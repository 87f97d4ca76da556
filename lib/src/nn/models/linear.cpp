#include "models.hpp"
#include "tryall/nn/layers/dense.hpp"

namespace tryall::nn {
namespace {

template <class Scalar>
Layers<Scalar> linear_layers(const ModelParts& parts) {
  Layers<Scalar> layers;
  layers.push_back(std::make_unique<Dense<Scalar>>(parts.shape.features, parts.shape.outputs));
  return layers;
}

HiddenUnits hidden_in_linear(const Choice&) { return {}; }

}  // namespace

ModelEntry linear() {
  return {{.name = "linear",
           .summary = "W x + b: linear regression with loss mse (the lasso with regularizer l1), logistic "
                      "regression with binary_cross_entropy",
           .source = "",
           .advice = "The baseline for every table: quick, convex, readable weights. Scale the features; "
                     "what it cannot represent (moons, spirals) shows what hidden layers are worth.",
           .parameters = {}},
          hidden_in_linear,
          linear_layers<float>,
          linear_layers<double>};
}

}  // namespace tryall::nn
