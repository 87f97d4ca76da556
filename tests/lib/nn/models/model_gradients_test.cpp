// The gradients of whole models, with what may stand around their hidden layers, against central differences.
#include "central_differences.hpp"
#include "choices.hpp"
#include "tryall/nn/layers/dropout.hpp"
#include "tryall/nn/layers/normalization.hpp"
#include "tryall/nn/models/model.hpp"

namespace model_gradients_test {

using tryall::Buffer;
using tryall::Choice;
using namespace tryall::nn;
using namespace tryall::testing;

namespace {

constexpr std::ptrdiff_t features = 36, outputs = 3, rows = 5;
using Integers = std::vector<std::int64_t>;

/// Smooth activations and average pooling, so that no kink comes near.
Choice mlp(bool residual = false) {
  return {"mlp", {{"hidden", Integers{8, 4}}, {"activation", std::string("tanh")}, {"residual", residual}}};
}

Choice cnn(bool residual = false) {
  return {"cnn",
          {{"channels", Integers{4, 8}},
           {"hidden", Integers{4}},
           {"activation", std::string("softplus")},
           {"pooling", std::string("average")},
           {"residual", residual}}};
}

ModelParts parts(const Choice& model, const Choice& normalization = {"none", {}},
                 const Choice& dropout = {"none", {}}) {
  return {with_defaults(models(), model),
          {features, outputs, {1, 6, 6}, {}},
          with_defaults(normalizations(), normalization),
          with_defaults(dropouts(), dropout)};
}

/// With a large epsilon, so that a unit that hardly varies over the few rows does not bend the loss too much
/// for differences.
Choice mild(const std::string& normalization, const std::string& place = "before") {
  return {normalization, {{"place", place}, {"epsilon", 0.1}}};
}

/// The loss is a random linear function of the outputs.
void check_gradient(const ModelParts& parts) {
  Network<double> network(make_layers<double>(parts), features, rows);
  draw_parameters(network, 2);
  const Buffer<double> in = random_values(features * rows, 0), weights = random_values(outputs * rows, 1);
  const std::vector<std::uint32_t> samples = {2, 7, 18, 28, 45};
  const Pass pass(Mode::training, {.seed = 5, .epoch = 3, .samples = samples});
  const auto loss = [&] {
    const tryall::Batch<const double> out = network.forward({in.data(), features, rows}, pass);
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * out.data[i];
    return sum;
  };
  loss();
  network.backward({in.data(), features, rows}, {weights.data(), outputs, rows});
  check_parameters(network, 1e-6, loss);
}

}  // namespace

TEST_CASE("models with any normalization, before or after the activation, have the right gradient") {
  for (const NormalizationEntry& entry : normalization_table()) {
    if (entry.about.name == "none") continue;
    for (const char* place : {"before", "after"}) {
      INFO(entry.about.name << " " << place);
      const Choice normalization = mild(entry.about.name, place);
      check_gradient(parts(mlp(), normalization));
      check_gradient(parts(cnn(), normalization));
    }
  }
}

TEST_CASE("residual models have the right gradient, alone and with batch norm") {
  check_gradient(parts(mlp(true)));
  check_gradient(parts(cnn(true)));
  check_gradient(parts(mlp(true), mild("batch_norm")));
  check_gradient(parts(cnn(true), mild("batch_norm")));
}

TEST_CASE("models that drop units have the right gradient for the units that are left") {
  for (const DropoutEntry& entry : dropout_table()) {
    INFO(entry.about.name);
    check_gradient(parts(mlp(true), mild("batch_norm"), {entry.about.name, {}}));
    check_gradient(parts(cnn(true), mild("batch_norm"), {entry.about.name, {}}));
  }
}

TEST_CASE(
    "a convolutional network with valid padding, strided max pooling or global pooling has the right "
    "gradient") {
  Choice choice = cnn();
  choice.settings["channels"] = Integers{4};
  choice.settings["padding"] = std::string("valid");
  choice.settings["pooling"] = std::string("max");
  check_gradient(parts(choice));
  choice.settings["global_pooling"] = true;
  check_gradient(parts(choice));
}

}  // namespace model_gradients_test
