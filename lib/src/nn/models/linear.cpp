#include "models.hpp"
#include "nn/layers/dense.hpp"

namespace tryall::nn {
namespace {

template <class Scalar>
Layers<Scalar> make(const ModelParts& parts) {
  Layers<Scalar> layers;
  layers.push_back(std::make_unique<Dense<Scalar>>(parts.shape.features, parts.shape.outputs));
  return layers;
}

HiddenUnits hidden(const Choice&) { return {}; }

}  // namespace

ModelEntry linear() {
  return {{.name = "linear",
           .summary = "W x + b: linear regression with loss mse (the lasso with regularizer l1), logistic "
                      "regression with binary_cross_entropy",
           .source = "",
           .advice = "The baseline for every table: quick, convex, readable weights. Scale the features; "
                     "what it cannot represent (moons, spirals) shows what hidden layers are worth.",
           .parameters = {}},
          hidden,
          make<float>,
          make<double>};
}

}  // namespace tryall::nn
