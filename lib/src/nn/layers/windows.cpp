#include "windows.hpp"

#include <algorithm>
#include <cstring>

#include "kernels/products.hpp"

namespace tryall::nn {
namespace {

/// Values that are copied at once; as many lie behind an image and a block.
constexpr std::ptrdiff_t stretch = 16;

}  // namespace

template <class Scalar>
Windows<Scalar>::Windows(ImageShape image, std::ptrdiff_t size, std::ptrdiff_t stride, ImageShape count)
    : shape_(image),
      count_(count),
      size_(size),
      stride_(stride),
      image_(static_cast<std::size_t>(image.size() + stride * stretch)),
      block_(static_cast<std::size_t>(channels_in_block() * places() * rows_in_block() * count.width +
                                      stretch)) {}

template <class Scalar>
std::ptrdiff_t Windows<Scalar>::rows_in_block() const {
  return std::clamp<std::ptrdiff_t>(kernels::chain_terms / std::max<std::ptrdiff_t>(1, count_.width), 1,
                                    std::max<std::ptrdiff_t>(1, count_.height));
}

template <class Scalar>
std::ptrdiff_t Windows<Scalar>::channels_in_block() const {
  constexpr std::ptrdiff_t cache = 24 * 1024 / static_cast<std::ptrdiff_t>(sizeof(Scalar));
  const std::ptrdiff_t a_channel = places() * rows_in_block() * std::max<std::ptrdiff_t>(1, count_.width);
  return std::clamp<std::ptrdiff_t>(cache / a_channel, 1, shape_.channels);
}

template <class Scalar>
void Windows<Scalar>::copy(const Scalar* from, Scalar* to) const {
  for (std::ptrdiff_t x = 0; x < count_.width; x += stretch)
    if (stride_ == 1)
      std::memcpy(to + x, from + x, stretch * sizeof(Scalar));  // of a fixed length: a few moves, no call
    else
      for (std::ptrdiff_t i = x; i < x + stretch; ++i) to[i] = from[i * stride_];
}

template <class Scalar>
const Scalar* Windows<Scalar>::block(std::ptrdiff_t channel, std::ptrdiff_t channels, std::ptrdiff_t row,
                                     std::ptrdiff_t rows) {
  Scalar* to = block_.data();
  for (std::ptrdiff_t plane = channel; plane < channel + channels; ++plane)
    for (std::ptrdiff_t dy = 0; dy < size_; ++dy)
      for (std::ptrdiff_t dx = 0; dx < size_; ++dx)
        for (std::ptrdiff_t y = row; y < row + rows; ++y, to += count_.width)
          copy(image_.data() + (plane * shape_.height + y * stride_ + dy) * shape_.width + dx, to);
  return block_.data();
}

template class Windows<float>;
template class Windows<double>;

}  // namespace tryall::nn
