#include "tryall/nn/activation.hpp"

#include <cmath>
#include <limits>
#include <set>

#include "catch.hpp"

using tryall::Buffer;
using tryall::nn::activation_table;
using tryall::nn::ActivationEntry;
using tryall::nn::make_activation;
using tryall::nn::Mode;

namespace {

/// Thirteen values (no multiple of a vector's width) from -6 to 6, none of them 0.
template <class Scalar>
Buffer<Scalar> inputs() {
  Buffer<Scalar> values(13);
  for (std::size_t i = 0; i < 13; ++i) values[i] = static_cast<Scalar>(static_cast<double>(i) - 6 + 0.015625);
  return values;
}

template <class Scalar>
Buffer<Scalar> forward(const std::string& name, const Buffer<Scalar>& in) {
  const auto size = static_cast<std::ptrdiff_t>(in.size());
  Buffer<Scalar> out(in.size());
  make_activation<Scalar>(name, size)->forward({in.data(), size, 1}, {out.data(), size, 1}, Mode::training);
  return out;
}

/// The gradient with respect to the input, for an output gradient of 2.
template <class Scalar>
Buffer<Scalar> backward(const std::string& name, const Buffer<Scalar>& in) {
  const auto size = static_cast<std::ptrdiff_t>(in.size());
  const Buffer<Scalar> out = forward(name, in), out_gradient(in.size(), Scalar{2});
  Buffer<Scalar> in_gradient(in.size(), Scalar{99});
  make_activation<Scalar>(name, size)
      ->backward({in.data(), size, 1}, {out.data(), size, 1}, {out_gradient.data(), size, 1},
                 {in_gradient.data(), size, 1});
  return in_gradient;
}

}  // namespace

TEST_CASE("every activation has a name of its own and a formula") {
  std::set<std::string> names;
  for (const ActivationEntry& entry : activation_table()) {
    CHECK(names.insert(entry.name).second);
    CHECK_FALSE(entry.summary.empty());
    CHECK(make_activation<float>(entry.name, 5)->outputs() == 5);
    CHECK(make_activation<float>(entry.name, 5)->parameters().empty());
  }
  const std::vector<std::string> listed = tryall::nn::activation_names();
  CHECK(std::set<std::string>(listed.begin(), listed.end()) == names);
}

TEST_CASE("every activation's backward pass is the slope of its forward pass") {
  constexpr double h = 1e-5;
  for (const ActivationEntry& entry : activation_table()) {
    INFO(entry.name);
    Buffer<double> up = inputs<double>(), down = inputs<double>();
    for (double& x : up) x += h;
    for (double& x : down) x -= h;
    const Buffer<double> above = forward(entry.name, up), below = forward(entry.name, down);
    const Buffer<double> gradient = backward(entry.name, inputs<double>());
    for (std::size_t i = 0; i < gradient.size(); ++i)
      CHECK(std::abs(gradient[i] - 2 * (above[i] - below[i]) / (2 * h)) < 1e-9);
  }
}

TEST_CASE("every activation agrees in single and double precision") {
  for (const ActivationEntry& entry : activation_table()) {
    INFO(entry.name);
    const Buffer<float> out = forward(entry.name, inputs<float>()),
                        slope = backward(entry.name, inputs<float>());
    const Buffer<double> out_double = forward(entry.name, inputs<double>());
    const Buffer<double> slope_double = backward(entry.name, inputs<double>());
    for (std::size_t i = 0; i < out.size(); ++i) {
      CHECK(std::abs(static_cast<double>(out[i]) - out_double[i]) < 1e-6);
      CHECK(std::abs(static_cast<double>(slope[i]) - slope_double[i]) < 1e-6);
    }
  }
}

TEMPLATE_TEST_CASE("every activation keeps a NaN, so that a diverging run is seen", "", float, double) {
  for (const ActivationEntry& entry : activation_table()) {
    INFO(entry.name);
    CHECK(std::isnan(forward<TestType>(entry.name, {std::numeric_limits<TestType>::quiet_NaN()})[0]));
  }
}

TEST_CASE("the activations are those of the formulas") {
  const Buffer<double> in = inputs<double>();
  const Buffer<double> relu = forward("relu", in), tanh = forward("tanh", in),
                       sigmoid = forward("sigmoid", in);
  for (std::size_t i = 0; i < in.size(); ++i) {
    CHECK(relu[i] == std::max(0.0, in[i]));
    CHECK(tanh[i] == Approx(std::tanh(in[i])).epsilon(1e-12));
    CHECK(sigmoid[i] == Approx(1 / (1 + std::exp(-in[i]))).epsilon(1e-12));
  }
  CHECK(backward<double>("relu", {0.0})[0] == 0);
}

TEMPLATE_TEST_CASE("sigmoid and tanh saturate without overflow", "", float, double) {
  const TestType far = 1000;
  CHECK(forward<TestType>("sigmoid", {far})[0] == 1);
  CHECK(forward<TestType>("sigmoid", {-far})[0] == Approx(0).margin(1e-30));
  CHECK(forward<TestType>("tanh", {far})[0] == 1);
  CHECK(forward<TestType>("tanh", {-far})[0] == -1);
  for (const char* name : {"sigmoid", "tanh"}) {
    CHECK(backward<TestType>(name, {far})[0] == 0);
    CHECK(backward<TestType>(name, {-far})[0] == Approx(0).margin(1e-30));
  }
}
