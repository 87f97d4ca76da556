#include "tryall/nn/chain.hpp"

#include "catch.hpp"
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

}  // namespace chain_test
