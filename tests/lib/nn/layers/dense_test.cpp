#include "tryall/nn/layers/dense.hpp"

#include <cmath>

#include "catch.hpp"
#include "tryall/random.hpp"

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

TEST_CASE(
    "the input's gradient is one chain over the outputs, whichever of the matrices is transposed for it") {
  for (const std::ptrdiff_t rows : {2, 40}) {  // less than the weights, and more
    constexpr std::ptrdiff_t inputs = 21, outputs = 19;
    const tryall::Stream stream(3, tryall::Purpose::init, 0);
    const auto drawn = [&](std::ptrdiff_t size, std::uint64_t from) {
      Buffer<float> values(static_cast<std::size_t>(size));
      for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(stream.normal(from + i));
      return values;
    };
    Buffer<float> weight = drawn(inputs * outputs, 0), bias(outputs), room(inputs * outputs), slopes(outputs);
    const Buffer<float> in = drawn(rows * inputs, 1000), delta = drawn(rows * outputs, 5000);
    Buffer<float> in_gradient(in.size());
    Dense<float> layer(inputs, outputs);
    layer.bind({weight.data(), bias.data()}, {room.data(), slopes.data()});
    layer.backward({in.data(), inputs, rows}, {nullptr, outputs, rows}, {delta.data(), outputs, rows},
                   {in_gradient.data(), inputs, rows});
    for (std::size_t row = 0; row < static_cast<std::size_t>(rows); ++row)
      for (std::size_t i = 0; i < inputs; ++i) {
        float chain = 0;
        for (std::size_t o = 0; o < outputs; ++o)
          chain = std::fma(delta[row * outputs + o], weight[i * outputs + o], chain);
        CHECK(in_gradient[row * inputs + i] == chain);
      }
  }
}

}  // namespace dense_test
