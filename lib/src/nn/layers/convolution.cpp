#include "convolution.hpp"

#include <algorithm>

#include "kernels/products.hpp"
#include "tryall/kernels/sums.hpp"

namespace tryall::nn {
template <class Scalar>
Convolution<Scalar>::Convolution(ImageShape in, std::ptrdiff_t channels, Window window)
    : in_(in),
      out_{channels, window.count(in.height), window.count(in.width)},
      window_(window),
      image_(in, {window.padding, 1},
             {in.channels, in.height + 2 * window.padding, in.width + 2 * window.padding}, window.size,
             window.stride, out_),
      delta_(out_, {window.size - 1 - window.padding, window.stride},
             {channels, in.height + window.size - 1, in.width + window.size - 1}, window.size, 1, in) {}

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
  pack_weights();
  for (std::ptrdiff_t row = 0; row < in.rows; ++row) {
    image_.put(in.data + row * in.features);
    kernels::correlate<Scalar>(image_.windows(), {out_.channels, packed_.data(), bias_},
                               out.data + row * out.features);
  }
}

template <class Scalar>
void Convolution<Scalar>::pack_weights() {
  const std::ptrdiff_t terms = window_values();
  packed_.resize(kernels::packed_size(out_.channels, terms));
  for (std::ptrdiff_t first = 0; first < out_.channels; first += kernels::filters_in_panel) {
    const std::ptrdiff_t filters = std::min(kernels::filters_in_panel, out_.channels - first);
    Scalar* panel = packed_.data() + kernels::packed_place(first, 0, terms);
    for (std::ptrdiff_t term = 0; term < terms; ++term)
      for (std::ptrdiff_t i = 0; i < filters; ++i)
        panel[term * kernels::filters_in_panel + i] = weight_[term * out_.channels + first + i];
  }
}

template <class Scalar>
void Convolution<Scalar>::turn_weights() {
  const std::ptrdiff_t places = window_.size * window_.size, terms = out_.channels * places;
  turned_.resize(kernels::packed_size(in_.channels, terms));
  for (std::ptrdiff_t first = 0; first < in_.channels; first += kernels::filters_in_panel) {
    const std::ptrdiff_t filters = std::min(kernels::filters_in_panel, in_.channels - first);
    Scalar* panel = turned_.data() + kernels::packed_place(first, 0, terms);
    for (std::ptrdiff_t out = 0; out < out_.channels; ++out)
      for (std::ptrdiff_t place = places; place-- > 0; panel += kernels::filters_in_panel)
        for (std::ptrdiff_t i = 0; i < filters; ++i)
          panel[i] = weight_[((first + i) * places + place) * out_.channels + out];
  }
}

template <class Scalar>
void Convolution<Scalar>::add_gradients(const Scalar* image, const Scalar* delta) {
  for (std::ptrdiff_t channel = 0; channel < out_.channels; ++channel)
    bias_gradient_[channel] += static_cast<Scalar>(kernels::sum(
        std::span<const Scalar>(delta + channel * out_.pixels(), static_cast<std::size_t>(out_.pixels()))));
  image_.put(image);
  delta_rows_.resize(static_cast<std::size_t>(out_.size()));
  kernels::transpose(delta, out_.pixels(), out_.channels, out_.pixels(), delta_rows_.data());
  kernels::add_filter_gradients(image_.windows(), delta_rows_.data(), out_.channels, weight_gradient_);
}

template <class Scalar>
void Convolution<Scalar>::backward(Batch<const Scalar> in, Batch<const Scalar>,
                                   Batch<const Scalar> out_gradient, Batch<Scalar> in_gradient) {
  if (in_gradient.data) turn_weights();
  for (std::ptrdiff_t row = 0; row < in.rows; ++row) {
    const Scalar* delta = out_gradient.data + row * out_gradient.features;
    add_gradients(in.data + row * in.features, delta);
    if (!in_gradient.data) continue;
    delta_.put(delta);
    kernels::correlate<Scalar>(delta_.windows(), {in_.channels, turned_.data(), nullptr},
                               in_gradient.data + row * in_gradient.features);
  }
}

template class Convolution<float>;
template class Convolution<double>;

}  // namespace tryall::nn
