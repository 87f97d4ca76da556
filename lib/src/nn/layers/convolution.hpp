#pragma once

#include "tryall/experiment/task.hpp"
#include "tryall/nn/layers/layer.hpp"

namespace tryall::nn {

/// How windows are laid over an image.
struct Window {
  std::ptrdiff_t size = 3;
  std::ptrdiff_t stride = 1;
  std::ptrdiff_t padding = 0;  ///< Zeros around the image.

  /// Windows along a side of the given length.
  std::ptrdiff_t count(std::ptrdiff_t length) const {
    const std::ptrdiff_t room = length + 2 * padding - size;
    return room < 0 ? 0 : room / stride + 1;
  }
};

/// A convolution in two dimensions (cross-correlation, as PyTorch's Conv2d) with a bias a channel. Weights
/// are {channels out, channels in, height, width} in C order. Each sample is unfolded into a matrix of
/// windows and multiplied by the weights.
template <class Scalar>
class Convolution final : public Layer<Scalar> {
 public:
  Convolution(ImageShape in, std::ptrdiff_t channels, Window window);

  ImageShape image() const { return out_; }
  std::ptrdiff_t outputs() const override { return out_.size(); }
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
  /// Calls visit(pixel of the window matrix, pixel of the image, count) for stretches of a row that lie
  /// inside.
  template <class Visit>
  void for_each_stretch(Visit visit) const;
  void unfold(const Scalar* image);
  void fold(Scalar* image) const;

  ImageShape in_, out_;
  Window window_;
  Buffer<Scalar> windows_;  // pixels out x window values, column-major
  const Scalar *weight_ = nullptr, *bias_ = nullptr;
  Scalar *weight_gradient_ = nullptr, *bias_gradient_ = nullptr;
};

}  // namespace tryall::nn
