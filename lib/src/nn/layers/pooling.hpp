#pragma once

#include "tryall/nn/layers/layer.hpp"
#include "windows.hpp"

namespace tryall::nn {

/// The largest value of each window, channel by channel; of equals, the first has the gradient. A NaN stays
/// one.
template <class Scalar>
class MaxPooling final : public Layer<Scalar> {
 public:
  MaxPooling(ImageShape in, Window window);

  std::ptrdiff_t outputs() const override { return out_.size(); }
  bool takes_parts() const override { return halves(); }
  void reserve(std::ptrdiff_t rows) override;
  void forward(Batch<const Scalar> in, Batch<Scalar> out, const Pass& pass) override;
  void backward(Batch<const Scalar> in, Batch<const Scalar> out, Batch<const Scalar> out_gradient,
                Batch<Scalar> in_gradient) override;

 private:
  ImageShape in_, out_;
  Window window_;
  /// Windows of 2 x 2 side by side, the usual ones, which vectors take.
  bool halves() const { return window_.size == 2 && window_.stride == 2 && window_.padding == 0; }

  std::vector<std::int32_t> largest_;  // of each output of other windows: the place within the sample
};

/// The mean of each window, channel by channel.
template <class Scalar>
class AveragePooling final : public Layer<Scalar> {
 public:
  AveragePooling(ImageShape in, Window window);

  std::ptrdiff_t outputs() const override { return out_.size(); }
  bool takes_parts() const override { return true; }
  void forward(Batch<const Scalar> in, Batch<Scalar> out, const Pass& pass) override;
  void backward(Batch<const Scalar> in, Batch<const Scalar> out, Batch<const Scalar> out_gradient,
                Batch<Scalar> in_gradient) override;

 private:
  ImageShape in_, out_;
  Window window_;
};

/// The mean over all positions of each channel.
template <class Scalar>
class GlobalPooling final : public Layer<Scalar> {
 public:
  explicit GlobalPooling(ImageShape in) : in_(in) {}

  std::ptrdiff_t outputs() const override { return in_.channels; }
  bool takes_parts() const override { return true; }
  void forward(Batch<const Scalar> in, Batch<Scalar> out, const Pass& pass) override;
  void backward(Batch<const Scalar> in, Batch<const Scalar> out, Batch<const Scalar> out_gradient,
                Batch<Scalar> in_gradient) override;

 private:
  ImageShape in_;
};

}  // namespace tryall::nn
