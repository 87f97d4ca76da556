// Our layers and losses against PyTorch's, forward and backward, in double precision. The numbers are in
// tests/golden/layers.txt; scripts/make-layer-goldens makes them anew and says which class stands behind each
// name.
#include <algorithm>
#include <cmath>
#include <functional>

#include "../bound_layer.hpp"
#include "catch.hpp"
#include "golden_cases.hpp"
#include "nn/layers/convolution.hpp"
#include "nn/layers/pooling.hpp"
#include "tryall/nn/layers/dense.hpp"
#include "tryall/nn/layers/normalization.hpp"
#include "tryall/nn/losses/loss.hpp"

namespace layers_golden_test {

using namespace tryall::nn;
using tryall::Buffer;
using tryall::Choice;
using tryall::ImageShape;
using tryall::testing::BoundLayer;
using tryall::testing::GoldenCase;

namespace {

constexpr std::ptrdiff_t rows = 4;

const std::map<std::string, GoldenCase>& goldens() {
  static const auto cases = tryall::testing::golden_cases(TRYALL_GOLDEN "/layers.txt");
  return cases;
}

void check_close(const std::string& what, const double* ours, const Buffer<double>& theirs) {
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    INFO(what << " at " << i << ": " << ours[i] << " and " << theirs[i]);
    CHECK(std::abs(ours[i] - theirs[i]) <= 1e-12 * std::max(1.0, std::abs(theirs[i])));
  }
}

/// A layer that has been given a case's parameters.
class GoldenLayer {
 public:
  GoldenLayer(std::unique_ptr<Layer<double>> layer, const GoldenCase& golden)
      : bound_(std::move(layer), rows), golden_(golden) {
    for (BoundLayer::Block& block : bound_.blocks()) {
      const Buffer<double>& values = golden_.at(block.name);
      REQUIRE(values.size() == block.values.size());
      tryall::lay_out<double, double>(block.of, values, block.values);
    }
  }

  /// One batch, whose names end in `number`.
  void check_batch(const std::string& number) {
    for (BoundLayer::Block& block : bound_.blocks())
      std::fill(block.gradients.begin(), block.gradients.end(), 0.0);
    const Buffer<double>& in = golden_.at("in" + number);
    Buffer<double> out = forward(in, Mode::training), in_gradient(in.size());
    check_close("out" + number, out.data(), golden_.at("out" + number));
    bound_.layer().backward(batch(in), batch(out), batch(golden_.at("out_gradient" + number)),
                            {in_gradient.data(), batch(in).features, rows});
    check_close("in_gradient" + number, in_gradient.data(), golden_.at("in_gradient" + number));
    for (const BoundLayer::Block& block : bound_.blocks()) {
      const std::string name = block.name + "_gradient" + number;
      check_close(name, tryall::in_order_of_shape<double>(block.of, block.gradients).data(),
                  golden_.at(name));
    }
    for (const StateBlock<double>& block : bound_.layer().state())
      check_close(block.name + number, block.values.data(), golden_.at(block.name + number));
  }

  void check_evaluation(const Buffer<double>& in) {
    check_close("evaluation", forward(in, Mode::evaluation).data(), golden_.at("evaluation"));
  }

 private:
  static tryall::Batch<const double> batch(const Buffer<double>& values) {
    return {values.data(), static_cast<std::ptrdiff_t>(values.size()) / rows, rows};
  }

  Buffer<double> forward(const Buffer<double>& in, Mode mode) {
    Buffer<double> out(static_cast<std::size_t>(bound_.layer().outputs() * rows));
    bound_.layer().forward(batch(in), {out.data(), bound_.layer().outputs(), rows}, mode);
    return out;
  }

  BoundLayer bound_;
  const GoldenCase& golden_;
};

template <class L, class... Args>
void check(const std::string& name, Args... args) {
  INFO(name);
  GoldenLayer(std::make_unique<L>(args...), goldens().at(name)).check_batch("");
}

GoldenLayer normalization(const std::string& name, const Choice& choice, Units units) {
  return {make_normalization<double>(with_defaults(normalizations(), choice), units), goldens().at(name)};
}

/// Three batches in training, then the last in evaluation.
void check_batch_norm(const std::string& name, const Choice& choice, Units units) {
  INFO(name);
  GoldenLayer layer = normalization(name, choice, units);
  for (const char* number : {"0", "1", "2"}) layer.check_batch(number);
  layer.check_evaluation(goldens().at(name).at("in2"));
}

void check_loss(const std::string& name, const Choice& choice) {
  INFO(name);
  const GoldenCase& golden = goldens().at(name);
  const Buffer<double>& z = golden.at("in");
  const auto outputs = static_cast<std::ptrdiff_t>(z.size()) / rows;
  Buffer<double> gradient(z.size());
  const double sum = make_loss<double>(with_defaults(losses(), choice))
                         ->sum({z.data(), outputs, rows}, {golden.at("targets").data(), outputs, rows}, 1.0,
                               {gradient.data(), outputs, rows});
  check_close("sum", &sum, golden.at("sum"));
  check_close("in_gradient", gradient.data(), golden.at("in_gradient"));
}

}  // namespace

TEST_CASE("dense layers and convolutions compute what PyTorch's do") {
  check<Dense<double>>("dense", 5, 3);
  const ImageShape image{2, 5, 6};
  const std::ptrdiff_t three = 3, two = 2;
  check<Convolution<double>>("convolution", image, three, Window{3, 1, 0});
  check<Convolution<double>>("convolution_padded", image, three, Window{3, 1, 1});
  check<Convolution<double>>("convolution_strided", image, three, Window{3, 2, 1});
  check<Convolution<double>>("convolution_with_rest", ImageShape{3, 6, 7}, two, Window{2, 3, 0});
  check<Convolution<double>>("convolution_of_points", ImageShape{3, 4, 4}, two, Window{1, 1, 0});
}

TEST_CASE("poolings compute what PyTorch's do") {
  check<MaxPooling<double>>("max_pooling", ImageShape{2, 4, 6}, Window{2, 2, 0});
  check<MaxPooling<double>>("max_pooling_overlapping", ImageShape{2, 6, 7}, Window{3, 2, 0});
  check<AveragePooling<double>>("average_pooling", ImageShape{2, 5, 6}, Window{2, 2, 0});
  check<AveragePooling<double>>("average_pooling_overlapping", ImageShape{2, 6, 7}, Window{3, 2, 0});
  check<GlobalPooling<double>>("global_pooling", ImageShape{3, 4, 5});
}

TEST_CASE("batch norm computes what PyTorch's does: in training, its running statistics, in evaluation") {
  check_batch_norm("batch_norm", {"batch_norm", {}}, {3});
  check_batch_norm("batch_norm_of_images", {"batch_norm", {}}, {3, 8, true});
  check_batch_norm("batch_norm_with_settings", {"batch_norm", {{"epsilon", 0.01}, {"momentum", 0.3}}}, {3});
}

TEST_CASE("layer and group norm compute what PyTorch's do") {
  normalization("layer_norm", {"layer_norm", {}}, {6}).check_batch("");
  normalization("layer_norm_of_images", {"layer_norm", {}}, {3, 8, true}).check_batch("");
  normalization("group_norm", {"group_norm", {{"groups", std::int64_t{3}}, {"epsilon", 0.01}}}, {6})
      .check_batch("");
  normalization("group_norm_of_images", {"group_norm", {{"groups", std::int64_t{2}}}}, {4, 6, true})
      .check_batch("");
}

TEST_CASE("losses and their gradients are PyTorch's") {
  for (const char* targets : {"hard", "smoothed", "soft"})
    check_loss(std::string("cross_entropy_") + targets, {"cross_entropy", {}});
  for (const char* form : {"", "_of_classes", "_soft"})
    check_loss(std::string("binary_cross_entropy") + form, {"binary_cross_entropy", {}});
  for (const char* name : {"mse", "mae", "huber"}) check_loss(name, {name, {}});
  check_loss("huber_with_delta", {"huber", {{"delta", 2.5}}});
}

}  // namespace layers_golden_test
