#include "dense.hpp"
#include "models.hpp"
#include "tryall/nn/activation.hpp"

namespace tryall::nn {
namespace {

template <class Scalar>
Layers<Scalar> make(const Choice& choice, ModelShape shape) {
  Layers<Scalar> layers;
  std::ptrdiff_t width = shape.features;
  for (const std::int64_t hidden : choice.integers("hidden")) {
    layers.push_back(std::make_unique<Dense<Scalar>>(width, hidden));
    layers.push_back(make_activation<Scalar>(choice.word("activation"), hidden));
    width = hidden;
  }
  layers.push_back(std::make_unique<Dense<Scalar>>(width, shape.outputs));
  return layers;
}

}  // namespace

ModelEntry mlp() {
  return {
      {.name = "mlp",
       .summary = "a multilayer perceptron: dense layers with an activation between them, softmax at the end",
       .source = "Rumelhart, Hinton and Williams (1986)",
       .parameters = {{.name = "hidden",
                       .type = Parameter::Type::integers,
                       .fallback = std::vector<std::int64_t>{128},
                       .meaning = "units of each hidden layer",
                       .low = 1,
                       .high = 65536},
                      {.name = "activation",
                       .type = Parameter::Type::word,
                       .fallback = std::string("relu"),
                       .meaning = "the function after each hidden layer",
                       .words = activation_names()}}},
      make<float>,
      make<double>};
}

}  // namespace tryall::nn
