#include "pooling.hpp"

#include <algorithm>

namespace tryall::nn {
namespace {

ImageShape pooled(ImageShape in, Window window) {
  return {in.channels, window.count(in.height), window.count(in.width)};
}

/// Visits each output with the place of its window's first value within the sample.
template <class Visit>
void for_each_window(ImageShape in, ImageShape out, Window window, Visit visit) {
  std::ptrdiff_t place = 0;
  for (std::ptrdiff_t channel = 0; channel < in.channels; ++channel)
    for (std::ptrdiff_t y = 0; y < out.height; ++y)
      for (std::ptrdiff_t x = 0; x < out.width; ++x)
        visit(place++, (channel * in.height + y * window.stride) * in.width + x * window.stride);
}

}  // namespace

template <class Scalar>
MaxPooling<Scalar>::MaxPooling(ImageShape in, Window window)
    : in_(in), out_(pooled(in, window)), window_(window) {}

template <class Scalar>
void MaxPooling<Scalar>::reserve(std::ptrdiff_t rows) {
  largest_.resize(static_cast<std::size_t>(rows * out_.size()));
}

template <class Scalar>
void MaxPooling<Scalar>::forward(Batch<const Scalar> in, Batch<Scalar> out, const Pass&) {
  for (std::ptrdiff_t row = 0; row < in.rows; ++row) {
    const Scalar* image = in.data + row * in.features;
    std::int32_t* largest = largest_.data() + row * out.features;
    Scalar* result = out.data + row * out.features;
    for_each_window(in_, out_, window_, [&](std::ptrdiff_t place, std::ptrdiff_t first) {
      std::ptrdiff_t best = first;
      for (std::ptrdiff_t dy = 0; dy < window_.size; ++dy)
        for (std::ptrdiff_t dx = 0; dx < window_.size; ++dx) {
          const std::ptrdiff_t other = first + dy * in_.width + dx;
          if (image[other] > image[best] || image[other] != image[other]) best = other;
        }
      largest[place] = static_cast<std::int32_t>(best);
      result[place] = image[best];
    });
  }
}

template <class Scalar>
void MaxPooling<Scalar>::backward(Batch<const Scalar> in, Batch<const Scalar>,
                                  Batch<const Scalar> out_gradient, Batch<Scalar> in_gradient) {
  if (!in_gradient.data) return;
  std::fill_n(in_gradient.data, in.features * in.rows, Scalar{0});
  for (std::ptrdiff_t row = 0; row < in.rows; ++row) {
    const std::int32_t* largest = largest_.data() + row * out_.size();
    for (std::ptrdiff_t place = 0; place < out_.size(); ++place)
      in_gradient.data[row * in.features + largest[place]] += out_gradient.data[row * out_.size() + place];
  }
}

template <class Scalar>
AveragePooling<Scalar>::AveragePooling(ImageShape in, Window window)
    : in_(in), out_(pooled(in, window)), window_(window) {}

template <class Scalar>
void AveragePooling<Scalar>::forward(Batch<const Scalar> in, Batch<Scalar> out, const Pass&) {
  const Scalar share = Scalar{1} / static_cast<Scalar>(window_.size * window_.size);
  for (std::ptrdiff_t row = 0; row < in.rows; ++row) {
    const Scalar* image = in.data + row * in.features;
    Scalar* result = out.data + row * out.features;
    for_each_window(in_, out_, window_, [&](std::ptrdiff_t place, std::ptrdiff_t first) {
      Scalar sum{0};
      for (std::ptrdiff_t dy = 0; dy < window_.size; ++dy)
        for (std::ptrdiff_t dx = 0; dx < window_.size; ++dx) sum += image[first + dy * in_.width + dx];
      result[place] = sum * share;
    });
  }
}

template <class Scalar>
void AveragePooling<Scalar>::backward(Batch<const Scalar> in, Batch<const Scalar>,
                                      Batch<const Scalar> out_gradient, Batch<Scalar> in_gradient) {
  if (!in_gradient.data) return;
  const Scalar share = Scalar{1} / static_cast<Scalar>(window_.size * window_.size);
  std::fill_n(in_gradient.data, in.features * in.rows, Scalar{0});
  for (std::ptrdiff_t row = 0; row < in.rows; ++row) {
    Scalar* image = in_gradient.data + row * in.features;
    const Scalar* delta = out_gradient.data + row * out_.size();
    for_each_window(in_, out_, window_, [&](std::ptrdiff_t place, std::ptrdiff_t first) {
      for (std::ptrdiff_t dy = 0; dy < window_.size; ++dy)
        for (std::ptrdiff_t dx = 0; dx < window_.size; ++dx)
          image[first + dy * in_.width + dx] += delta[place] * share;
    });
  }
}

template <class Scalar>
void GlobalPooling<Scalar>::forward(Batch<const Scalar> in, Batch<Scalar> out, const Pass&) {
  for (std::ptrdiff_t channel = 0; channel < in.rows * in_.channels; ++channel) {
    Scalar sum{0};
    for (std::ptrdiff_t i = 0; i < in_.pixels(); ++i) sum += in.data[channel * in_.pixels() + i];
    out.data[channel] = sum / static_cast<Scalar>(in_.pixels());
  }
}

template <class Scalar>
void GlobalPooling<Scalar>::backward(Batch<const Scalar> in, Batch<const Scalar>,
                                     Batch<const Scalar> out_gradient, Batch<Scalar> in_gradient) {
  if (!in_gradient.data) return;
  for (std::ptrdiff_t channel = 0; channel < in.rows * in_.channels; ++channel)
    std::fill_n(in_gradient.data + channel * in_.pixels(), in_.pixels(),
                out_gradient.data[channel] / static_cast<Scalar>(in_.pixels()));
}

template class MaxPooling<float>;
template class MaxPooling<double>;
template class AveragePooling<float>;
template class AveragePooling<double>;
template class GlobalPooling<float>;
template class GlobalPooling<double>;

}  // namespace tryall::nn
