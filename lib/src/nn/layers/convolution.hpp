#pragma once

#include "tryall/nn/layers/layer.hpp"
#include "windows.hpp"

namespace tryall::nn {

/// A convolution in two dimensions (cross-correlation, as PyTorch's Conv2d) with a bias a channel. Weights
/// have the shape {channels out, channels in, height, width} and lie in memory as ParameterBlock says. Each
/// value of the result is one chain from the bias over channel, dy and dx; each weight's gradient is chains
/// over blocks of up to 256 windows, added sample by sample.
template <class Scalar>
class Convolution final : public Layer<Scalar> {
 public:
  Convolution(ImageShape in, std::ptrdiff_t channels, Window window);

  ImageShape image() const { return out_; }
  std::ptrdiff_t outputs() const override { return out_.size(); }
  bool takes_parts() const override { return true; }
  double multiply_adds() const override {
    return static_cast<double>(out_.size()) * static_cast<double>(window_values());
  }
  std::vector<ParameterBlock> parameters() const override;
  void bind(const std::vector<Scalar*>& parameters, const std::vector<Scalar*>& gradients) override;
  void forward(Batch<const Scalar> in, Batch<Scalar> out, const Pass& pass) override;
  void backward(Batch<const Scalar> in, Batch<const Scalar> out, Batch<const Scalar> out_gradient,
                Batch<Scalar> in_gradient) override;

 private:
  /// Values in a window, over all channels.
  std::ptrdiff_t window_values() const { return in_.channels * window_.size * window_.size; }
  /// Adds a sample's share to the gradients of weights and biases.
  void add_gradients(const Scalar* image, const Scalar* delta);
  /// Packs the weights for the kernels.
  void pack_weights();
  /// Packs the weights as seen from the input: from (channel out, dy, dx), each window turned by half a turn,
  /// to channels in.
  void turn_weights();

  ImageShape in_, out_;
  Window window_;
  PaddedImage<Scalar> image_;
  PaddedImage<Scalar> delta_;  // the gradient with respect to the result, from which the input's follows
  Buffer<Scalar> packed_, turned_, delta_rows_;
  const Scalar *weight_ = nullptr, *bias_ = nullptr;
  Scalar *weight_gradient_ = nullptr, *bias_gradient_ = nullptr;
};

}  // namespace tryall::nn
