#pragma once

#include <algorithm>
#include <memory>
#include <utility>

#include "bound_layer.hpp"
#include "central_differences.hpp"
#include "tryall/nn/layers/layer.hpp"

namespace tryall::testing {

/// A layer with random parameters on a random batch; the loss is a random linear function of its outputs, so
/// that the gradient of the outputs is what backward is given.
class LayerExample {
 public:
  static constexpr std::ptrdiff_t rows = 4;

  LayerExample(std::unique_ptr<nn::Layer<double>> layer, std::ptrdiff_t inputs)
      : bound_(std::move(layer), rows), inputs_(inputs), outputs_(bound_.layer().outputs()) {
    std::uint32_t substream = 2;
    for (BoundLayer::Block& block : bound_.blocks()) {
      const Buffer<double> random = random_values(block.values.size(), substream++, 0.5);
      std::copy(random.begin(), random.end(), block.values.begin());
    }
  }

  /// Holds the gradients of the input and of every parameter to central differences.
  void check() {
    loss();
    Buffer<double> in_gradient(in_.size(), 99);
    for (const bool first : {true, false}) {  // a first layer is not asked for its input's gradient
      const Batch<double> to{first ? nullptr : in_gradient.data(), inputs_, rows};
      bound_.layer().backward(in(), out(), {weights_.data(), outputs_, rows}, to);
    }
    constexpr double h = 1e-5;
    check_slope({"input", in_, in_gradient}, h, [&] { return loss(); });
    for (BoundLayer::Block& block : bound_.blocks())  // twice: gradients are added to
      check_slope({block.name, block.values, block.gradients}, h, [&] { return 2 * loss(); });
  }

  double loss() {
    bound_.layer().forward(in(), out(), pass_);
    double sum = 0;
    for (std::size_t i = 0; i < out_.size(); ++i) sum += weights_[i] * out_[i];
    return sum;
  }

 private:
  Batch<double> in() { return {in_.data(), inputs_, rows}; }
  Batch<double> out() { return {out_.data(), outputs_, rows}; }

  BoundLayer bound_;
  std::ptrdiff_t inputs_, outputs_;
  std::vector<std::uint32_t> samples_ = {3, 14, 15, 92};
  nn::Pass pass_{nn::Mode::training, {.seed = 5, .epoch = 2, .samples = samples_}};
  Buffer<double> in_ = random_values(static_cast<std::size_t>(inputs_ * rows), 0);
  Buffer<double> out_ = Buffer<double>(static_cast<std::size_t>(outputs_ * rows));
  Buffer<double> weights_ = random_values(out_.size(), 1);
};

}  // namespace tryall::testing
