#include "tryall/nn/chain.hpp"

#include "catch.hpp"
#include "nn/layers/convolution.hpp"
#include "nn/layers/pooling.hpp"
#include "random_values.hpp"
#include "tryall/nn/activations/activation.hpp"
#include "tryall/nn/layers/dense.hpp"
#include "tryall/nn/layers/normalization.hpp"

namespace chain_test {

using tryall::Batch;
using tryall::Buffer;
using namespace tryall::nn;

namespace {

/// 2 -> 3, normalized, 3 -> 1.
Chain<double> made() {
  Layers<double> layers;
  layers.push_back(std::make_unique<Dense<double>>(2, 3));
  layers.push_back(make_normalization<double>(with_defaults(normalizations(), {"batch_norm", {}}), {3}));
  layers.push_back(make_activation<double>("relu", 3));
  layers.push_back(std::make_unique<Dense<double>>(3, 1));
  return {std::move(layers), 2};
}

}  // namespace

TEST_CASE("a chain names what its layers have by their places, and has the last one's outputs") {
  Chain<double> chain = made();
  std::vector<std::string> names;
  for (const ParameterBlock& block : chain.parameters()) names.push_back(block.name);
  CHECK(names == std::vector<std::string>{"0.weight", "0.bias", "1.weight", "1.bias", "3.weight", "3.bias"});
  REQUIRE(chain.state().size() == 2);
  CHECK(chain.state()[1].name == "1.running_var");
  CHECK(chain.outputs() == 1);
  CHECK(chain.needs_whole_batch());
}

TEST_CASE("a chain gives each layer its own parameters, and the outside the gradient of its input") {
  Layers<double> layers;
  layers.push_back(std::make_unique<Dense<double>>(1, 1));
  layers.push_back(make_activation<double>("identity", 1));
  layers.push_back(std::make_unique<Dense<double>>(1, 1));
  Chain<double> chain(std::move(layers), 1);
  CHECK_FALSE(chain.needs_whole_batch());
  Buffer<double> weight1 = {2}, bias1 = {1}, weight2 = {3}, bias2 = {5};
  Buffer<double> gradients[4] = {{0}, {0}, {0}, {0}};
  double* const values[] = {weight1.data(), bias1.data(), weight2.data(), bias2.data()};
  double* const slopes[] = {gradients[0].data(), gradients[1].data(), gradients[2].data(),
                            gradients[3].data()};
  chain.reserve(2);
  chain.bind(values, slopes);
  const Buffer<double> in = {7}, one = {1};
  CHECK(chain.forward({in.data(), 1, 1}, Mode::training).data[0] == 3 * (2 * 7 + 1) + 5);
  Buffer<double> in_gradient = {0};
  chain.backward({in.data(), 1, 1}, {one.data(), 1, 1}, {in_gradient.data(), 1, 1});
  CHECK(in_gradient[0] == 6);
  CHECK(gradients[0][0] == 21);
  CHECK(gradients[1][0] == 3);
  CHECK(gradients[2][0] == 15);
  CHECK(gradients[3][0] == 1);
  std::vector<Batch<const double>> activations;
  chain.collect_activations(activations);
  REQUIRE(activations.size() == 1);
  CHECK(activations[0].rows == 1);
  CHECK(activations[0].data[0] == 15);
}

TEST_CASE("a chain without layers passes on what comes") {
  Chain<double> chain({}, 3);
  CHECK(chain.empty());
  CHECK(chain.outputs() == 3);
  const Buffer<double> in = {1, 2, 3};
  chain.reserve(1);
  CHECK(chain.forward({in.data(), 3, 1}, Mode::training).data == in.data());
}

namespace {

constexpr std::ptrdiff_t side = 20, samples = 21;

/// 1 channel -> 16, relu, max pooling, 16 -> 32, relu: too large for a batch to pass in one part.
Layers<float> convolutions() {
  Layers<float> layers;
  layers.push_back(
      std::make_unique<Convolution<float>>(tryall::ImageShape{1, side, side}, 16, Window{3, 1, 1}));
  layers.push_back(make_activation<float>("relu", 16 * side * side));
  layers.push_back(std::make_unique<MaxPooling<float>>(tryall::ImageShape{16, side, side}, Window{2, 2, 0}));
  layers.push_back(
      std::make_unique<Convolution<float>>(tryall::ImageShape{16, side / 2, side / 2}, 32, Window{3, 1, 1}));
  layers.push_back(make_activation<float>("relu", 32 * side * side / 4));
  return layers;
}

/// What a forward and a backward pass leave: outputs, the input's gradient, the parameters' gradients.
struct Left {
  Buffer<float> out, in_gradient, gradients;
  bool operator==(const Left&) const = default;
};

/// Passes the batch through layers in a chain, or whole through one chain a layer.
Left passed(bool in_parts) {
  std::vector<Chain<float>> chains;
  if (in_parts) {
    chains.emplace_back(convolutions(), side * side);
  } else {
    std::ptrdiff_t width = side * side;
    for (auto& layer : convolutions()) {
      Layers<float> alone;
      alone.push_back(std::move(layer));
      chains.emplace_back(std::move(alone), width);
      width = chains.back().outputs();
    }
  }
  const Buffer<float> in = tryall::testing::random_values<float>(side * side * samples, 1);
  Left left;
  std::vector<Buffer<float>> parameters, gradients;
  std::vector<Batch<const float>> passing = {{in.data(), side * side, samples}};
  std::uint32_t what = 2;
  for (Chain<float>& chain : chains) {
    std::vector<float*> values, slopes;
    for (const ParameterBlock& block : chain.parameters()) {
      parameters.push_back(tryall::testing::random_values<float>(block.size(), what++));
      gradients.emplace_back(block.size());
      values.push_back(parameters.back().data());
      slopes.push_back(gradients.back().data());
    }
    chain.reserve(samples);
    chain.bind(values, slopes);
    passing.push_back(chain.forward(passing.back(), Mode::training));
  }
  const std::size_t outputs = static_cast<std::size_t>(passing.back().features * samples);
  left.out.assign(passing.back().data, passing.back().data + outputs);
  Buffer<float> delta = tryall::testing::random_values<float>(outputs, 99);
  for (std::size_t i = chains.size(); i-- > 0;) {
    left.in_gradient.resize(static_cast<std::size_t>(passing[i].features * samples));
    chains[i].backward(passing[i], {delta.data(), passing[i + 1].features, samples},
                       {left.in_gradient.data(), passing[i].features, samples});
    delta = left.in_gradient;
  }
  for (const Buffer<float>& block : gradients)
    left.gradients.insert(left.gradients.end(), block.begin(), block.end());
  return left;
}

}  // namespace

TEST_CASE("a batch that passes through layers part by part gives the bits of one that passes whole") {
  CHECK((passed(true) == passed(false)));
}

}  // namespace chain_test
