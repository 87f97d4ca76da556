#include "convolution.hpp"

#include <algorithm>

#include "kernels/products.hpp"
#include "tryall/kernels/sums.hpp"

namespace tryall::nn {
namespace {

/// Copies the planes of an image into those of a larger one, from (top, top) on, `stride` apart.
template <class Scalar>
void place(const Scalar* image, ImageShape shape, std::ptrdiff_t top, std::ptrdiff_t stride, ImageShape room,
           Scalar* to) {
  for (std::ptrdiff_t channel = 0; channel < shape.channels; ++channel)
    for (std::ptrdiff_t y = 0; y < shape.height; ++y) {
      Scalar* row = to + (channel * room.height + top + y * stride) * room.width + top;
      if (stride == 1)
        std::copy_n(image, shape.width, row);
      else
        for (std::ptrdiff_t x = 0; x < shape.width; ++x) row[x * stride] = image[x];
      image += shape.width;
    }
}

/// out (channels out x windows) = the windows times weights (window values x channels out), from `start`, a
/// value a channel, or from 0 where that is null.
template <class Scalar>
void correlate(Windows<Scalar>& windows, const Scalar* weights, const Scalar* start, ImageShape out_shape,
               Scalar* out) {
  for (std::ptrdiff_t channel = 0; channel < out_shape.channels; ++channel)
    std::fill_n(out + channel * out_shape.pixels(), out_shape.pixels(), start ? start[channel] : Scalar{0});
  const std::ptrdiff_t in_channels = windows.shape().channels;
  for (std::ptrdiff_t y = 0, rows; y < out_shape.height; y += rows) {
    rows = std::min(windows.rows_in_block(), out_shape.height - y);
    for (std::ptrdiff_t channel = 0, channels; channel < in_channels; channel += channels) {
      channels = std::min(windows.channels_in_block(), in_channels - channel);
      kernels::multiply_on<Scalar>({.rows = out_shape.channels,
                                    .terms = channels * windows.places(),
                                    .columns = rows * out_shape.width,
                                    .a = weights + channel * windows.places() * out_shape.channels,
                                    .a_row = 1,
                                    .a_term = out_shape.channels,
                                    .b = windows.block(channel, channels, y, rows),
                                    .b_term = rows * out_shape.width,
                                    .c = out + y * out_shape.width,
                                    .c_row = out_shape.pixels()});
    }
  }
}

}  // namespace

template <class Scalar>
Convolution<Scalar>::Convolution(ImageShape in, std::ptrdiff_t channels, Window window)
    : in_(in),
      out_{channels, window.count(in.height), window.count(in.width)},
      window_(window),
      windows_({in.channels, in.height + 2 * window.padding, in.width + 2 * window.padding}, window.size,
               window.stride, out_),
      deltas_({channels, in.height + window.size - 1, in.width + window.size - 1}, window.size, 1, in) {}

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
void Convolution<Scalar>::forward(Batch<const Scalar> in, Batch<Scalar> out, const Pass&) {
  for (std::ptrdiff_t row = 0; row < in.rows; ++row) {
    place(in.data + row * in.features, in_, window_.padding, 1, windows_.shape(), windows_.image());
    correlate(windows_, weight_, bias_, out_, out.data + row * out.features);
  }
}

template <class Scalar>
void Convolution<Scalar>::add_gradients(const Scalar* image, const Scalar* delta) {
  place(image, in_, window_.padding, 1, windows_.shape(), windows_.image());
  const std::ptrdiff_t places = windows_.places();
  for (std::ptrdiff_t channel = 0; channel < out_.channels; ++channel)
    bias_gradient_[channel] += static_cast<Scalar>(kernels::sum(
        std::span<const Scalar>(delta + channel * out_.pixels(), static_cast<std::size_t>(out_.pixels()))));
  for (std::ptrdiff_t y = 0, rows; y < out_.height; y += rows) {
    rows = std::min(windows_.rows_in_block(), out_.height - y);
    const std::ptrdiff_t count = rows * out_.width;
    delta_rows_.resize(static_cast<std::size_t>(windows_.rows_in_block() * out_.width * out_.channels));
    kernels::transpose(delta + y * out_.width, out_.pixels(), out_.channels, count, delta_rows_.data());
    for (std::ptrdiff_t channel = 0, channels; channel < in_.channels; channel += channels) {
      channels = std::min(windows_.channels_in_block(), in_.channels - channel);
      kernels::add_product<Scalar>({.rows = channels * places,
                                    .terms = count,
                                    .columns = out_.channels,
                                    .a = windows_.block(channel, channels, y, rows),
                                    .a_row = count,
                                    .a_term = 1,
                                    .b = delta_rows_.data(),
                                    .b_term = out_.channels,
                                    .c = weight_gradient_ + channel * places * out_.channels,
                                    .c_row = out_.channels});
    }
  }
}

template <class Scalar>
void Convolution<Scalar>::turn_weights() {
  const std::ptrdiff_t places = windows_.places();
  turned_.resize(static_cast<std::size_t>(window_values() * out_.channels));
  for (std::ptrdiff_t in = 0; in < in_.channels; ++in)
    for (std::ptrdiff_t place = 0; place < places; ++place)
      for (std::ptrdiff_t out = 0; out < out_.channels; ++out)
        turned_[static_cast<std::size_t>((out * places + places - 1 - place) * in_.channels + in)] =
            weight_[(in * places + place) * out_.channels + out];
}

template <class Scalar>
void Convolution<Scalar>::backward(Batch<const Scalar> in, Batch<const Scalar>,
                                   Batch<const Scalar> out_gradient, Batch<Scalar> in_gradient) {
  if (in_gradient.data) turn_weights();
  for (std::ptrdiff_t row = 0; row < in.rows; ++row) {
    const Scalar* delta = out_gradient.data + row * out_gradient.features;
    add_gradients(in.data + row * in.features, delta);
    if (!in_gradient.data) continue;
    place(delta, out_, window_.size - 1 - window_.padding, window_.stride, deltas_.shape(), deltas_.image());
    correlate<Scalar>(deltas_, turned_.data(), nullptr, in_, in_gradient.data + row * in_gradient.features);
  }
}

template class Convolution<float>;
template class Convolution<double>;

}  // namespace tryall::nn
