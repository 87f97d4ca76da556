#include "tryall/nn/models/model.hpp"

#include <algorithm>

#include "central_differences.hpp"
#include "choices.hpp"
#include "tryall/nn/activations/activation.hpp"
#include "tryall/nn/losses/loss.hpp"

namespace model_test {

using tryall::Buffer;
using tryall::Choice;
using tryall::nn::Mode;
using tryall::nn::models;
using tryall::nn::Network;

namespace {

constexpr std::ptrdiff_t features = 36, classes = 3, rows = 5;
const Buffer<double> targets = {1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0};

/// Samples are images of one channel, so that every model fits them.
tryall::nn::ModelParts parts(const Choice& choice) {
  return {with_defaults(models(), choice), {features, classes, {1, 6, 6}, {}}};
}

/// A model with random parameters, biases too, and a random batch.
struct Example {
  Network<double> network;
  Buffer<double> in = tryall::testing::random_values(features * rows, 0);
  Buffer<double> out_gradient = Buffer<double>(classes * rows);

  explicit Example(const Choice& choice)
      : network(tryall::nn::make_layers<double>(parts(choice)), features, rows) {
    tryall::testing::draw_parameters(network, 1);
  }

  double loss() {
    const tryall::Batch<const double> logits = network.forward({in.data(), features, rows}, Mode::training);
    return tryall::nn::make_loss<double>({"cross_entropy", {}})
        ->sum(logits, {targets.data(), classes, rows}, 1.0, {out_gradient.data(), classes, rows});
  }

  void check_gradient() {
    loss();
    network.backward({in.data(), features, rows}, {out_gradient.data(), classes, rows});
    tryall::testing::check_parameters(network, 1e-5, [&] { return loss(); });
  }
};

Choice mlp(std::vector<std::int64_t> hidden, const std::string& activation) {
  return {"mlp", {{"hidden", std::move(hidden)}, {"activation", activation}}};
}

template <class Scalar>
std::size_t parameter_count(const Choice& choice) {
  const Network<Scalar> network(tryall::nn::make_layers<Scalar>(parts(choice)), features, rows);
  std::size_t count = 0;
  for (const tryall::nn::ParameterBlock& block : network.blocks()) count += block.size();
  return count;
}

}  // namespace

TEST_CASE("every model gives the outputs asked for, in both precisions, with the same parameters") {
  for (const tryall::nn::ModelEntry& entry : tryall::nn::model_table()) {
    if (entry.about.name == "function") continue;  // tested by itself: its output is one
    INFO(entry.about.name);
    const Choice choice = tryall::testing::default_choice(models(), entry.about);
    CHECK(Example(choice).network.outputs() == classes);
    CHECK(parameter_count<float>(choice) == parameter_count<double>(choice));
  }
}

TEST_CASE("every model's gradient of the loss matches central differences") {
  for (const tryall::nn::ModelEntry& entry : tryall::nn::model_table()) {
    if (entry.about.name == "function") continue;  // tested by itself: its output is one
    INFO(entry.about.name);
    Example(tryall::testing::default_choice(models(), entry.about)).check_gradient();
  }
}

TEST_CASE("the gradient of a deep perceptron matches central differences for every activation") {
  for (const std::string& activation : tryall::nn::activations().names()) {
    INFO(activation);
    Example(mlp({7, 5}, activation)).check_gradient();
  }
}

TEST_CASE("a perceptron has the layers asked for, and without hidden ones is softmax regression") {
  CHECK(parameter_count<float>(mlp({7, 5}, "relu")) == 7 * 36 + 7 + 5 * 7 + 5 + 3 * 5 + 3);
  CHECK(parameter_count<float>(mlp({}, "relu")) == 3 * 36 + 3);
  CHECK(Example(mlp({}, "relu")).loss() == Example({"softmax", {}}).loss());
}

TEST_CASE("a model counts the multiply-adds of its matrix products, for one sample") {
  using Sizes = std::vector<std::int64_t>;
  const auto count = [](const Choice& choice) { return Example(choice).network.multiply_adds(); };
  CHECK(count(mlp({7, 5}, "relu")) == 36 * 7 + 7 * 5 + 5 * 3);
  CHECK(count({"cnn", {{"channels", Sizes{2, 4}}, {"hidden", Sizes{5}}}}) ==  // images of 36, 9 and 1 pixels
        36 * 9 * 2 + 9 * 18 * 4 + 4 * 5 + 5 * 3);
  CHECK(count({"cnn", {{"channels", Sizes{2}}, {"hidden", Sizes{}}, {"residual", true}}}) ==
        36 * 9 * 2 + 36 * 18 * 2 + 36 * 1 * 2 + 18 * 3);
}

TEST_CASE("the activations make different perceptrons") {
  const double relu = Example(mlp({7}, "relu")).loss();
  CHECK(relu != Example(mlp({7}, "tanh")).loss());
  CHECK(relu != Example(mlp({7}, "sigmoid")).loss());
  CHECK_THROWS(Example(mlp({7}, "rely")));
  CHECK_THROWS(Example(mlp({0}, "relu")));
}

TEST_CASE("units that start equal stay equal: the symmetry problem of zeros") {
  Example example(mlp({4}, "sigmoid"));
  auto parameters = example.network.parameters();
  std::fill(parameters.begin(), parameters.end(), 0.0);
  for (int step = 0; step < 20; ++step) {
    example.network.clear_gradients();
    example.loss();
    example.network.backward({example.in.data(), features, rows},
                             {example.out_gradient.data(), classes, rows});
    for (std::size_t i = 0; i < parameters.size(); ++i) parameters[i] -= 0.1 * example.network.gradients()[i];
  }
  const double* weight = parameters.data() + example.network.blocks()[0].offset;
  CHECK(weight[0] != 0);  // it learns, but as one unit
  for (std::ptrdiff_t unit = 1; unit < 4; ++unit)
    for (std::ptrdiff_t i = 0; i < features; ++i) CHECK(weight[i * 4 + unit] == weight[i * 4]);
}

}  // namespace model_test
