#include "tryall/nn/layers/dense.hpp"

#include "catch.hpp"

namespace dense_test {

using tryall::Buffer;
using tryall::nn::Dense;
using tryall::nn::Mode;

namespace {

/// Three outputs of two inputs: W = ((1, 2), (3, 4), (5, 6)), b = (10, 20, 30); two rows, (1, -1) and (2,
/// 0.5).
template <class Scalar>
struct Example {
  Buffer<Scalar> weight = {1, 3, 5, 2, 4, 6}, bias = {10, 20, 30};
  Buffer<Scalar> weight_gradient = Buffer<Scalar>(6, 0), bias_gradient = Buffer<Scalar>(3, 0);
  Buffer<Scalar> in = {1, -1, 2, Scalar{0.5}}, out = Buffer<Scalar>(6), in_gradient = Buffer<Scalar>(4, 99);
  Buffer<Scalar> out_gradient = {1, 0, -1, 2, 1, 0};
  Dense<Scalar> layer{2, 3};

  Example() {
    layer.bind({weight.data(), bias.data()}, {weight_gradient.data(), bias_gradient.data()});
    layer.forward({in.data(), 2, 2}, {out.data(), 3, 2}, Mode::training);
  }

  void backward(Scalar* to) {
    layer.backward({in.data(), 2, 2}, {out.data(), 3, 2}, {out_gradient.data(), 3, 2}, {to, 2, 2});
  }
};

}  // namespace

TEMPLATE_TEST_CASE("a dense layer gives W x + b, with W a row per input in memory", "", float, double) {
  const Example<TestType> example;
  CHECK(example.out == Buffer<TestType>{9, 19, 29, 13, 28, 43});
}

TEMPLATE_TEST_CASE("a dense layer's gradients are those worked by hand", "", float, double) {
  Example<TestType> example;
  example.backward(example.in_gradient.data());
  // dW = sum over rows of out_gradient x in; db = sum of out_gradient; dx = W^T out_gradient.
  CHECK(example.weight_gradient == Buffer<TestType>{5, 2, -1, 0, 0.5, 1});
  CHECK(example.bias_gradient == Buffer<TestType>{3, 1, -1});
  CHECK(example.in_gradient == Buffer<TestType>{-4, -4, 5, 8});
}

TEMPLATE_TEST_CASE("a dense layer adds to its gradients, and overwrites its input's", "", float, double) {
  Example<TestType> example;
  example.backward(example.in_gradient.data());
  example.backward(example.in_gradient.data());
  CHECK(example.weight_gradient == Buffer<TestType>{10, 4, -2, 0, 1, 2});
  CHECK(example.bias_gradient == Buffer<TestType>{6, 2, -2});
  CHECK(example.in_gradient == Buffer<TestType>{-4, -4, 5, 8});
}

TEMPLATE_TEST_CASE("a first layer's input gradient is not asked for", "", float, double) {
  Example<TestType> example;
  example.backward(nullptr);
  CHECK(example.weight_gradient == Buffer<TestType>{5, 2, -1, 0, 0.5, 1});
}

TEST_CASE("a dense layer names its parameters as PyTorch does, with their fans") {
  const auto blocks = Dense<float>(2, 3).parameters();
  REQUIRE(blocks.size() == 2);
  CHECK(blocks[0].name == "weight");
  CHECK(blocks[0].shape == std::vector<std::size_t>{3, 2});
  CHECK(blocks[0].size() == 6);
  CHECK(blocks[0].fan_in == 2);
  CHECK(blocks[0].fan_out == 3);
  CHECK(blocks[1].name == "bias");
  CHECK(blocks[1].kind == tryall::nn::ParameterBlock::Kind::bias);
  CHECK(blocks[1].shape == std::vector<std::size_t>{3});
}

}  // namespace dense_test
