#include "tryall/nn/network.hpp"

#include <algorithm>
#include <cstdint>

#include "catch.hpp"
#include "tryall/nn/activations/activation.hpp"
#include "tryall/nn/layers/dense.hpp"

using tryall::Buffer;
using tryall::nn::Dense;
using tryall::nn::Mode;
using tryall::nn::Network;
using tryall::nn::ParameterBlock;

namespace {

/// Inputs 2, a hidden ReLU layer of 3, output 1.
template <class Scalar>
Network<Scalar> two_layers(std::ptrdiff_t max_rows = 4) {
  tryall::nn::Layers<Scalar> layers;
  layers.push_back(std::make_unique<Dense<Scalar>>(2, 3));
  layers.push_back(tryall::nn::make_activation<Scalar>("relu", 3));
  layers.push_back(std::make_unique<Dense<Scalar>>(3, 1));
  return {std::move(layers), 2, max_rows};
}

template <class Scalar>
void set(Network<Scalar>& network, std::size_t block, const std::vector<Scalar>& values) {
  const ParameterBlock& about = network.blocks().at(block);
  tryall::lay_out<Scalar, Scalar>(about, values, network.parameters().subspan(about.offset, about.size()));
}

/// W1 = ((1, 0), (0, 1), (1, 1)), b1 = (0, 0, -1); W2 = (1, 2, 3), b2 = 0.5.
template <class Scalar>
void set_weights(Network<Scalar>& network) {
  set<Scalar>(network, 0, {1, 0, 0, 1, 1, 1});
  set<Scalar>(network, 1, {0, 0, -1});
  set<Scalar>(network, 2, {1, 2, 3});
  set<Scalar>(network, 3, {0.5});
}

template <class Scalar>
std::vector<Scalar> gradient(Network<Scalar>& network, std::size_t block) {
  const ParameterBlock& about = network.blocks().at(block);
  const auto values =
      tryall::in_order_of_shape<Scalar>(about, network.gradients().subspan(about.offset, about.size()));
  return {values.begin(), values.end()};
}

}  // namespace

TEMPLATE_TEST_CASE("weights come before biases, each block aligned and none upon another", "", float,
                   double) {
  Network<TestType> network = two_layers<TestType>();
  REQUIRE(network.blocks().size() == 4);
  CHECK(network.blocks()[0].name == "0.weight");
  CHECK(network.blocks()[3].name == "2.bias");
  std::vector<bool> taken(network.parameters().size(), false);
  for (const ParameterBlock& block : network.blocks()) {
    INFO(block.name);
    CHECK((block.kind == ParameterBlock::Kind::weight) == (block.offset < network.weights_end()));
    for (TestType* data : {network.parameters().data(), network.gradients().data()})
      CHECK(reinterpret_cast<std::uintptr_t>(data + block.offset) % 64 == 0);
    REQUIRE(block.offset + block.size() <= taken.size());
    for (std::size_t i = block.offset; i < block.offset + block.size(); ++i) {
      CHECK_FALSE(taken[i]);
      taken[i] = true;
    }
  }
  CHECK(network.gradients().size() == network.parameters().size());
}

TEMPLATE_TEST_CASE("a network starts from zeros and gives its layers in a row", "", float, double) {
  Network<TestType> network = two_layers<TestType>();
  for (const TestType parameter : network.parameters()) CHECK(parameter == 0);
  CHECK(network.outputs() == 1);
  set_weights(network);
  const Buffer<TestType> in = {2, 1, -1, 3};
  const auto out = network.forward({in.data(), 2, 2}, Mode::evaluation);
  // By hand: hidden (2, 1, 2) and (0, 3, 1); 2 + 2 + 6 + 0.5 and 0 + 6 + 3 + 0.5.
  CHECK(out.features == 1);
  CHECK(out.rows == 2);
  CHECK(out.data[0] == TestType{10.5});
  CHECK(out.data[1] == TestType{9.5});
}

TEMPLATE_TEST_CASE("the gradient is that worked by hand, adds up over backward passes and can be cleared", "",
                   float, double) {
  Network<TestType> network = two_layers<TestType>();
  set_weights(network);
  const Buffer<TestType> in = {2, 1, -1, 3}, ones = {1, 1};
  const auto backward = [&] {
    network.forward({in.data(), 2, 2}, Mode::training);
    network.backward({in.data(), 2, 2}, {ones.data(), 1, 2});
  };
  backward();
  // Row 1 passes all three units, row 2 not the first: deltas (1, 2, 3) and (0, 2, 3).
  CHECK(gradient(network, 0) == std::vector<TestType>{2, 1, 2, 8, 3, 12});
  CHECK(gradient(network, 1) == std::vector<TestType>{1, 4, 6});
  CHECK(gradient(network, 2) == std::vector<TestType>{2, 4, 3});
  CHECK(gradient(network, 3) == std::vector<TestType>{2});
  const std::vector<TestType> once(network.gradients().begin(), network.gradients().end());
  backward();
  for (std::size_t i = 0; i < once.size(); ++i) CHECK(network.gradients()[i] == 2 * once[i]);
  network.clear_gradients();
  for (const TestType value : network.gradients()) CHECK(value == 0);
}

TEST_CASE("the gaps between blocks stay zero") {
  Network<float> network = two_layers<float>();
  set_weights(network);
  const Buffer<float> in = {2, 1}, one = {1};
  network.forward({in.data(), 2, 1}, Mode::training);
  network.backward({in.data(), 2, 1}, {one.data(), 1, 1});
  std::vector<bool> gap(network.gradients().size(), true);
  for (const ParameterBlock& block : network.blocks())
    std::fill_n(gap.begin() + static_cast<std::ptrdiff_t>(block.offset), block.size(), false);
  for (std::size_t i = 0; i < gap.size(); ++i) {
    if (!gap[i]) continue;
    CHECK(network.gradients()[i] == 0);
    CHECK(network.parameters()[i] == 0);
  }
}

TEST_CASE("a smaller batch after a larger one is not touched by what the larger left behind") {
  Network<double> network = two_layers<double>(), fresh = two_layers<double>();
  set_weights(network);
  set_weights(fresh);
  const Buffer<double> large = {9, 9, 8, 8, 7, 7, 6, 6}, small = {2, 1}, ones = {1, 1, 1, 1};
  network.forward({large.data(), 2, 4}, Mode::training);
  network.backward({large.data(), 2, 4}, {ones.data(), 1, 4});
  network.clear_gradients();
  for (Network<double>* each : {&network, &fresh}) {
    CHECK(each->forward({small.data(), 2, 1}, Mode::training).data[0] == 10.5);
    each->backward({small.data(), 2, 1}, {ones.data(), 1, 1});
  }
  for (std::size_t block = 0; block < 4; ++block) CHECK(gradient(network, block) == gradient(fresh, block));
}
