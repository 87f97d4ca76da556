#include "tryall/nn/layers/dropout.hpp"

#include <cmath>
#include <numeric>

#include "catch.hpp"
#include "choices.hpp"

namespace dropout_test {

using tryall::Buffer;
using tryall::Choice;
using tryall::Draws;
using namespace tryall::nn;

namespace {

constexpr std::size_t units = 10;

std::unique_ptr<Layer<double>> made(const std::string& name, double rate, Units shape,
                                    const std::string& form = "inverted", std::uint32_t part = 0) {
  auto layer =
      make_dropout<double>(with_defaults(dropouts(), {name, {{"rate", rate}, {"form", form}}}), shape, part);
  layer->reserve(20000);
  return layer;
}

/// What becomes of ones, sample after sample.
Buffer<double> dropped_ones(Layer<double>& layer, const std::vector<std::uint32_t>& samples,
                            std::uint32_t epoch = 1, std::uint64_t seed = 1) {
  const auto rows = static_cast<std::ptrdiff_t>(samples.size());
  const Buffer<double> in(samples.size() * static_cast<std::size_t>(layer.outputs()), 1.0);
  Buffer<double> out(in.size());
  layer.forward({in.data(), layer.outputs(), rows}, {out.data(), layer.outputs(), rows},
                {Mode::training, {seed, epoch, samples}});
  return out;
}

Buffer<double> evaluated_ones(Layer<double>& layer) {
  const Buffer<double> in(static_cast<std::size_t>(layer.outputs()), 1.0);
  Buffer<double> out(in.size());
  layer.forward({in.data(), layer.outputs(), 1}, {out.data(), layer.outputs(), 1}, Mode::evaluation);
  return out;
}

std::vector<std::uint32_t> first_samples(std::size_t count) {
  std::vector<std::uint32_t> samples(count);
  std::iota(samples.begin(), samples.end(), 0U);
  return samples;
}

double mean(const Buffer<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

TEST_CASE("inverted dropout keeps the mean: what is kept grows by as much as is dropped") {
  for (const double rate : {0.1, 0.3, 0.5, 0.9}) {
    INFO(rate);
    const auto layer = made("dropout", rate, {units});
    const Buffer<double> out = dropped_ones(*layer, first_samples(20000));
    for (const double value : out) CHECK((value == 0 || value == Approx(1 / (1 - rate)).epsilon(1e-15)));
    const double deviation = std::sqrt(rate / (1 - rate) / static_cast<double>(out.size()));
    CHECK(std::abs(mean(out) - 1) < 4 * deviation);
    CHECK(mean(evaluated_ones(*layer)) == 1);
  }
}

TEST_CASE("the lecture's form leaves kept units as they are, and multiplies all by 1 - rate in evaluation") {
  const auto layer = made("dropout", 0.3, {units}, "scaled");
  const Buffer<double> out = dropped_ones(*layer, first_samples(20000));
  for (const double value : out) CHECK((value == 0 || value == 1));
  CHECK(std::abs(mean(out) - 0.7) < 4 * std::sqrt(0.21 / static_cast<double>(out.size())));
  CHECK(evaluated_ones(*layer) == Buffer<double>(units, 0.7));
}

TEST_CASE("what is dropped is a function of the sample, wherever in whatever batch it stands") {
  const auto layer = made("dropout", 0.5, {units});
  const std::vector<std::uint32_t> samples = {5, 17, 4, 1000000, 0};
  const Buffer<double> whole = dropped_ones(*layer, samples);
  for (std::size_t row = 0; row < samples.size(); ++row) {
    const auto begin = whole.begin() + static_cast<std::ptrdiff_t>(row) * units;
    CHECK(dropped_ones(*layer, {samples[row]}) == Buffer<double>(begin, begin + units));
  }
  const Buffer<double> backwards = dropped_ones(*layer, {samples.rbegin(), samples.rend()});
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const std::size_t row = samples.size() - 1 - i / units;
    CHECK(backwards[i] == whole[row * units + i % units]);
  }
}

TEST_CASE("another seed, epoch, sample or layer drops others") {
  const auto layer = made("dropout", 0.5, {64}), other_layer = made("dropout", 0.5, {64}, "inverted", 1);
  const Buffer<double> one = dropped_ones(*layer, {3}, 1, 1);
  CHECK(one == dropped_ones(*layer, {3}, 1, 1));
  CHECK(one != dropped_ones(*layer, {3}, 1, 2));
  CHECK(one != dropped_ones(*layer, {3}, 2, 1));
  CHECK(one != dropped_ones(*layer, {4}, 1, 1));
  CHECK(one != dropped_ones(*other_layer, {3}, 1, 1));
}

TEST_CASE("neighbouring units are dropped independently") {
  const auto layer = made("dropout", 0.5, {2});
  const Buffer<double> out = dropped_ones(*layer, first_samples(20000));
  double both = 0;
  for (std::size_t i = 0; i < out.size(); i += 2) both += out[i] == 0 && out[i + 1] == 0 ? 1.0 / 20000 : 0;
  CHECK(std::abs(both - 0.25) < 4 * std::sqrt(0.25 * 0.75 / 20000));
}

TEST_CASE("spatial dropout drops whole channels") {
  const auto layer = made("spatial_dropout", 0.5, {7, 9, true});
  const Buffer<double> out = dropped_ones(*layer, first_samples(100));
  for (std::size_t channel = 0; channel < 700; ++channel)
    for (std::size_t i = 0; i < 9; ++i) CHECK(out[9 * channel + i] == out[9 * channel]);
  CHECK(mean(out) == Approx(1).margin(0.2));
  CHECK(mean(out) != 1);
}

TEST_CASE("a rate of 0 drops nothing") {
  for (const char* form : {"inverted", "scaled"}) {
    const auto layer = made("dropout", 0, {units}, form);
    CHECK(dropped_ones(*layer, {0}) == Buffer<double>(units, 1.0));
    CHECK(evaluated_ones(*layer) == Buffer<double>(units, 1.0));
  }
}

TEST_CASE("dropout stands behind dense layers, spatial dropout behind convolutions, none nowhere") {
  const auto stands = [](const char* name, Units shape) {
    return make_dropout<float>(with_defaults(dropouts(), {name, {}}), shape, 0) != nullptr;
  };
  CHECK(stands("dropout", {units}));
  CHECK_FALSE(stands("dropout", {units, 4, true}));
  CHECK_FALSE(stands("spatial_dropout", {units}));
  CHECK(stands("spatial_dropout", {units, 4, true}));
  CHECK_FALSE(stands("none", {units}));
}

}  // namespace dropout_test
