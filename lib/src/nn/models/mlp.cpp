#include "models.hpp"
#include "tryall/nn/activations/activation.hpp"
#include "tryall/nn/layers/dense.hpp"
#include "tryall/nn/models/stack.hpp"

namespace tryall::nn {
namespace {

/// dense, normalization, activation, dense, normalization, with the input added (through a dense layer where
/// the width changes), then the activation.
template <class Scalar>
void add_residual(Stack<Scalar>& stack, std::ptrdiff_t inputs, std::ptrdiff_t width) {
  const std::size_t first = stack.size();
  Layers<Scalar> skip;
  if (inputs != width) skip.push_back(std::make_unique<Dense<Scalar>>(inputs, width));
  stack.add(std::make_unique<Dense<Scalar>>(inputs, width));
  stack.add_activation({width});
  stack.add(std::make_unique<Dense<Scalar>>(width, width));
  stack.add_normalization({width});
  stack.make_residual(first, std::move(skip), inputs);
  stack.add_activation_alone({width});
}

template <class Scalar>
Layers<Scalar> mlp_layers(const ModelParts& parts) {
  Stack<Scalar> stack(parts);
  std::ptrdiff_t width = parts.shape.features;
  for (const std::int64_t hidden : parts.model.integers("hidden")) {
    if (parts.model.flag("residual")) {
      add_residual(stack, width, hidden);
    } else {
      stack.add(std::make_unique<Dense<Scalar>>(width, hidden));
      stack.add_activation({hidden});
    }
    stack.add_dropout({hidden});
    width = hidden;
  }
  stack.add(std::make_unique<Dense<Scalar>>(width, parts.shape.outputs));
  return stack.take();
}

HiddenUnits hidden_in_mlp(const Choice& model) { return {.dense = !model.integers("hidden").empty()}; }

}  // namespace

Parameter activation_parameter() {
  return {.name = "activation",
          .type = Parameter::Type::word,
          .fallback = std::string("relu"),
          .meaning = "the function after each hidden layer",
          .words = activations().names()};
}

Parameter hidden_parameter(const std::vector<std::int64_t>& fallback) {
  return {.name = "hidden",
          .type = Parameter::Type::integers,
          .fallback = fallback,
          .meaning = "units of each dense hidden layer",
          .low = 1,
          .high = 65536};
}

Parameter residual_parameter() {
  return {.name = "residual",
          .type = Parameter::Type::boolean,
          .fallback = false,
          .meaning =
              "whether each hidden layer is a residual block of two layers: act(x + f(x)), x through a "
              "linear map where its width changes"};
}

ModelEntry mlp() {
  return {{.name = "mlp",
           .summary = "a multilayer perceptron: hidden layers h = dropout(act(norm(W x + b))), each from the "
                      "one before, and W h + b at the end",
           .source = "Rumelhart, Hinton and Williams (1986)",
           .advice = "Tables and small images. Start with one layer of 32 to 256 units; more layers want he "
                     "or normalization, and residual blocks beyond about five. For images a cnn gets further "
                     "with fewer weights.",
           .parameters = {hidden_parameter({128}), activation_parameter(), residual_parameter()}},
          hidden_in_mlp,
          mlp_layers<float>,
          mlp_layers<double>};
}

}  // namespace tryall::nn
