#include "tryall/nn/activations/activation.hpp"

#include <cmath>
#include <limits>
#include <set>

#include "allocation_count.hpp"
#include "catch.hpp"

namespace activation_test {

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
    CHECK(names.insert(entry.about.name).second);
    CHECK_FALSE(entry.about.summary.empty());
    CHECK(make_activation<float>(entry.about.name, 5)->outputs() == 5);
    CHECK(make_activation<float>(entry.about.name, 5)->parameters().empty());
  }
  const std::vector<std::string> listed = tryall::nn::activations().names();
  CHECK(std::set<std::string>(listed.begin(), listed.end()) == names);
}

TEST_CASE("every activation's backward pass is the slope of its forward pass") {
  constexpr double h = 1e-5;
  for (const ActivationEntry& entry : activation_table()) {
    INFO(entry.about.name);
    Buffer<double> up = inputs<double>(), down = inputs<double>();
    for (double& x : up) x += h;
    for (double& x : down) x -= h;
    const Buffer<double> above = forward(entry.about.name, up), below = forward(entry.about.name, down);
    const Buffer<double> gradient = backward(entry.about.name, inputs<double>());
    for (std::size_t i = 0; i < gradient.size(); ++i)
      CHECK(std::abs(gradient[i] - 2 * (above[i] - below[i]) / (2 * h)) < 1e-9);
  }
}

TEST_CASE("every activation agrees in single and double precision") {
  for (const ActivationEntry& entry : activation_table()) {
    INFO(entry.about.name);
    const Buffer<float> out = forward(entry.about.name, inputs<float>()),
                        slope = backward(entry.about.name, inputs<float>());
    const Buffer<double> out_double = forward(entry.about.name, inputs<double>());
    const Buffer<double> slope_double = backward(entry.about.name, inputs<double>());
    for (std::size_t i = 0; i < out.size(); ++i) {
      CHECK(std::abs(static_cast<double>(out[i]) - out_double[i]) < 1e-6);
      CHECK(std::abs(static_cast<double>(slope[i]) - slope_double[i]) < 1e-6);
    }
  }
}

TEMPLATE_TEST_CASE("every activation keeps a NaN wherever it stands, so that a diverging run is seen", "",
                   float, double) {
  for (const ActivationEntry& entry : activation_table())
    for (std::size_t place = 0; place < 13; ++place) {
      INFO(entry.about.name << " at " << place);
      Buffer<TestType> in = inputs<TestType>();
      in[place] = std::numeric_limits<TestType>::quiet_NaN();
      const Buffer<TestType> out = forward<TestType>(entry.about.name, in);
      for (std::size_t i = 0; i < in.size(); ++i) CHECK(std::isnan(out[i]) == (i == place));
    }
}

TEMPLATE_TEST_CASE("every activation and its slope stay finite far from 0", "", float, double) {
  for (const ActivationEntry& entry : activation_table()) {
    INFO(entry.about.name);
    for (const TestType far : {TestType{100}, TestType{1000}, TestType{1e6}}) {
      Buffer<TestType> in(16, far);  // whole vectors
      for (std::size_t i = 0; i < in.size(); i += 2) in[i] = -far;
      for (const TestType value : forward<TestType>(entry.about.name, in)) CHECK(std::abs(value) <= far * 2);
      for (const TestType slope : backward<TestType>(entry.about.name, in)) CHECK(std::abs(slope) <= 4);
    }
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
  CHECK(forward("identity", in) == in);
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

TEMPLATE_TEST_CASE("softplus, silu and gelu are x far above 0, and nothing far below", "", float, double) {
  const TestType far = 1000;
  for (const char* name : {"softplus", "silu", "gelu"}) {
    INFO(name);
    CHECK(forward<TestType>(name, {far})[0] == far);
    CHECK(forward<TestType>(name, {-far})[0] == Approx(0).margin(1e-30));
    CHECK(backward<TestType>(name, {far})[0] == 2);
    CHECK(backward<TestType>(name, {-far})[0] == Approx(0).margin(1e-30));
  }
}

TEST_CASE("activations keep their digits where a plain formula would cancel them") {
  for (const double x : {-1e-300, -1e-20, -1e-12, -1e-5}) {
    CHECK(forward<double>("elu", {x})[0] == Approx(std::expm1(x)).epsilon(1e-13));
    CHECK(forward<double>("selu", {x})[0] == Approx(1.758099340847376 * std::expm1(x)).epsilon(1e-13));
  }
  for (const double x : {-30.0, -100.0, -600.0})
    for (const char* name : {"softplus", "sigmoid"})
      CHECK(forward<double>(name, {x})[0] == Approx(std::exp(x)).epsilon(1e-12));
  CHECK(forward<double>("gelu", {-10.0})[0] == Approx(-7.61985302416052e-23).epsilon(1e-12));
}

TEMPLATE_TEST_CASE("no activation allocates in a pass", "", float, double) {
  if (!tryall::testing::counts_allocations()) return;
  const Buffer<TestType> in = inputs<TestType>();
  const auto size = static_cast<std::ptrdiff_t>(in.size());
  Buffer<TestType> out(in.size()), gradient(in.size());
  for (const std::string& name : tryall::nn::activations().names()) {
    INFO(name);
    const auto layer = make_activation<TestType>(name, size);
    const std::int64_t before = tryall::testing::allocation_count();
    layer->forward({in.data(), size, 1}, {out.data(), size, 1}, Mode::training);
    layer->backward({in.data(), size, 1}, {out.data(), size, 1}, {out.data(), size, 1},
                    {gradient.data(), size, 1});
    CHECK(tryall::testing::allocation_count() == before);
  }
}

}  // namespace activation_test
