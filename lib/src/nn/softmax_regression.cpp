#include "dense.hpp"
#include "models.hpp"

namespace tryall::nn {
namespace {

template <class Scalar>
Layers<Scalar> make(const Choice&, ModelShape shape) {
  Layers<Scalar> layers;
  layers.push_back(std::make_unique<Dense<Scalar>>(shape.features, shape.outputs));
  return layers;
}

}  // namespace

ModelEntry softmax_regression() {
  return {{.name = "softmax",
           .summary = "softmax regression: softmax(W x + b)",
           .source = "multinomial logistic regression",
           .parameters = {}},
          make<float>,
          make<double>};
}

}  // namespace tryall::nn
