#include "convolution.hpp"

#include <algorithm>

#include "nn/eigen_maps.hpp"

namespace tryall::nn {
namespace {

/// An image's values need not begin at an aligned address.
template <class Scalar>
using Plane = Eigen::Map<Matrix<Scalar>>;
template <class Scalar>
using ConstPlane = Eigen::Map<const Matrix<Scalar>>;

}  // namespace

template <class Scalar>
Convolution<Scalar>::Convolution(ImageShape in, std::ptrdiff_t channels, Window window)
    : in_(in),
      out_{channels, window.count(in.height), window.count(in.width)},
      window_(window),
      windows_(static_cast<std::size_t>(out_.pixels() * window_values())) {}

template <class Scalar>
std::vector<ParameterBlock> Convolution<Scalar>::parameters() const {
  const auto in = static_cast<std::size_t>(in_.channels), out = static_cast<std::size_t>(out_.channels);
  const auto side = static_cast<std::size_t>(window_.size);
  const std::size_t fan_in = in * side * side, fan_out = out * side * side;
  return {{.name = "weight", .shape = {out, in, side, side}, .fan_in = fan_in, .fan_out = fan_out},
          {.name = "bias",
           .kind = ParameterBlock::Kind::bias,
           .shape = {out},
           .fan_in = fan_in,
           .fan_out = fan_out}};
}

template <class Scalar>
void Convolution<Scalar>::bind(const std::vector<Scalar*>& parameters,
                               const std::vector<Scalar*>& gradients) {
  weight_ = parameters[0];
  bias_ = parameters[1];
  weight_gradient_ = gradients[0];
  bias_gradient_ = gradients[1];
}

template <class Scalar>
template <class Visit>
void Convolution<Scalar>::for_each_stretch(Visit visit) const {
  const std::ptrdiff_t stride = window_.stride;
  std::ptrdiff_t column = 0;
  for (std::ptrdiff_t channel = 0; channel < in_.channels; ++channel)
    for (std::ptrdiff_t dy = -window_.padding; dy < window_.size - window_.padding; ++dy)
      for (std::ptrdiff_t dx = -window_.padding; dx < window_.size - window_.padding; ++dx, ++column) {
        const std::ptrdiff_t first = std::max<std::ptrdiff_t>(0, (-dx + stride - 1) / stride);
        const std::ptrdiff_t last = std::min(out_.width, (in_.width - dx + stride - 1) / stride);
        for (std::ptrdiff_t y = 0; y < out_.height; ++y) {
          const std::ptrdiff_t row = y * stride + dy;
          if (row < 0 || row >= in_.height || first >= last) continue;
          visit(column * out_.pixels() + y * out_.width + first,
                (channel * in_.height + row) * in_.width + first * stride + dx, last - first);
        }
      }
}

template <class Scalar>
void Convolution<Scalar>::unfold(const Scalar* image) {
  std::fill(windows_.begin(), windows_.end(), Scalar{0});
  for_each_stretch([&](std::ptrdiff_t to, std::ptrdiff_t from, std::ptrdiff_t count) {
    if (window_.stride == 1) {
      std::copy_n(image + from, count, windows_.data() + to);
      return;
    }
    for (std::ptrdiff_t i = 0; i < count; ++i)
      windows_[static_cast<std::size_t>(to + i)] = image[from + i * window_.stride];
  });
}

template <class Scalar>
void Convolution<Scalar>::fold(Scalar* image) const {
  std::fill_n(image, in_.size(), Scalar{0});
  for_each_stretch([&](std::ptrdiff_t from, std::ptrdiff_t to, std::ptrdiff_t count) {
    const Scalar* source = windows_.data() + from;
    for (std::ptrdiff_t i = 0; i < count; ++i) image[to + i * window_.stride] += source[i];
  });
}

template <class Scalar>
void Convolution<Scalar>::forward(Batch<const Scalar> in, Batch<Scalar> out, const Pass&) {
  const ConstMatrixMap<Scalar> weight(weight_, window_values(), out_.channels);
  const MatrixMap<Scalar> windows(windows_.data(), out_.pixels(), window_values());
  for (std::ptrdiff_t row = 0; row < in.rows; ++row) {
    unfold(in.data + row * in.features);
    Plane<Scalar> result(out.data + row * out.features, out_.pixels(), out_.channels);
    result.noalias() = windows * weight;
    for (std::ptrdiff_t channel = 0; channel < out_.channels; ++channel)
      result.col(channel).array() += bias_[channel];
  }
}

template <class Scalar>
void Convolution<Scalar>::backward(Batch<const Scalar> in, Batch<const Scalar>,
                                   Batch<const Scalar> out_gradient, Batch<Scalar> in_gradient) {
  const ConstMatrixMap<Scalar> weight(weight_, window_values(), out_.channels);
  MatrixMap<Scalar> weight_gradient(weight_gradient_, window_values(), out_.channels);
  MatrixMap<Scalar> windows(windows_.data(), out_.pixels(), window_values());
  for (std::ptrdiff_t row = 0; row < in.rows; ++row) {
    const ConstPlane<Scalar> delta(out_gradient.data + row * out_gradient.features, out_.pixels(),
                                   out_.channels);
    unfold(in.data + row * in.features);
    weight_gradient.noalias() += windows.transpose() * delta;
    for (std::ptrdiff_t channel = 0; channel < out_.channels; ++channel)
      bias_gradient_[channel] += delta.col(channel).sum();
    if (!in_gradient.data) continue;
    windows.noalias() = delta * weight.transpose();
    fold(in_gradient.data + row * in_gradient.features);
  }
}

template class Convolution<float>;
template class Convolution<double>;

}  // namespace tryall::nn
