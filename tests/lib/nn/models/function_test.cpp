#include <array>

#include "catch.hpp"
#include "tryall/error.hpp"
#include "tryall/functions/function.hpp"
#include "tryall/nn/models/model.hpp"

using tryall::Buffer;
using tryall::nn::Layers;
using tryall::nn::make_layers;
using tryall::nn::Mode;

namespace {

template <class Scalar>
Layers<Scalar> layers_of(const std::string& function, std::ptrdiff_t dimension) {
  return make_layers<Scalar>({{"function", {}}, {.features = dimension, .outputs = 1, .function = function}});
}

}  // namespace

TEMPLATE_TEST_CASE("the layer of a test function gives g(theta - x), its gradients those worked by hand", "",
                   float, double) {
  const auto layers = layers_of<TestType>("ellipse", 2);
  REQUIRE(layers.size() == 1);
  auto& layer = *layers[0];
  CHECK(layer.outputs() == 1);
  Buffer<TestType> theta = {10, 2}, theta_gradient = {100, 100};
  layer.reserve(2);
  layer.bind({theta.data()}, {theta_gradient.data()});
  const Buffer<TestType> in = {0, 0, -10, 3}, out_gradient = {1, 2};
  Buffer<TestType> out(2), in_gradient(4);
  layer.forward({in.data(), 2, 2}, {out.data(), 1, 2}, Mode::training);
  CHECK(out == Buffer<TestType>{9, 21});  // at (10, 2) and (20, -1)
  layer.backward({in.data(), 2, 2}, {out.data(), 1, 2}, {out_gradient.data(), 1, 2},
                 {in_gradient.data(), 2, 2});
  CHECK(theta_gradient == Buffer<TestType>{100 + 1 + 2 * 2, 100 + 4 - 2 * 2});
  CHECK(in_gradient == Buffer<TestType>{-1, -4, -4, 4});
}

TEST_CASE("the parameters of a test function are weights that start where it is usual") {
  for (const auto& entry : tryall::functions::function_table()) {
    INFO(entry.about.name);
    const std::size_t dimension = entry.dimension > 0 ? entry.dimension : 5;
    const auto blocks =
        layers_of<float>(entry.about.name, static_cast<std::ptrdiff_t>(dimension))[0]->parameters();
    REQUIRE(blocks.size() == 1);
    CHECK(blocks[0].name == "theta");
    CHECK(blocks[0].kind == tryall::nn::ParameterBlock::Kind::weight);
    CHECK(blocks[0].shape == std::vector<std::size_t>{1, dimension});
    CHECK(blocks[0].start == tryall::functions::repeated(entry.start, dimension));
  }
}

TEST_CASE("a test function's model is refused where there is no test function") {
  CHECK_THROWS_AS(layers_of<float>("", 2), tryall::Error);
}
