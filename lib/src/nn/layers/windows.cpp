#include "windows.hpp"

#include <algorithm>

#include "kernels/products.hpp"

namespace tryall::nn {
template <class Scalar>
Windows<Scalar>::Windows(ImageShape image, std::ptrdiff_t size, std::ptrdiff_t stride, ImageShape count)
    : shape_(image),
      count_(count),
      size_(size),
      stride_(stride),
      image_(static_cast<std::size_t>(image.size() + kernels::copy_slack)),
      block_(static_cast<std::size_t>(channels_in_block() * places() * rows_in_block() * count.width +
                                      kernels::copy_slack)) {}

template <class Scalar>
std::ptrdiff_t Windows<Scalar>::rows_in_block() const {
  return std::clamp<std::ptrdiff_t>(kernels::chain_terms / std::max<std::ptrdiff_t>(1, count_.width), 1,
                                    std::max<std::ptrdiff_t>(1, count_.height));
}

template <class Scalar>
std::ptrdiff_t Windows<Scalar>::channels_in_block() const {
  constexpr std::ptrdiff_t cache = std::ptrdiff_t{24} * 1024 / static_cast<std::ptrdiff_t>(sizeof(Scalar));
  const std::ptrdiff_t a_channel = places() * rows_in_block() * std::max<std::ptrdiff_t>(1, count_.width);
  return std::clamp<std::ptrdiff_t>(cache / a_channel, 1, shape_.channels);
}

template <class Scalar>
void Windows<Scalar>::copy(const Scalar* from, std::ptrdiff_t rows, Scalar* to) const {
  if (stride_ == 1) return kernels::copy_rows(from, shape_.width, rows, count_.width, to);
  for (std::ptrdiff_t y = 0; y < rows; ++y)
    for (std::ptrdiff_t x = 0; x < count_.width; ++x) *to++ = from[stride_ * (y * shape_.width + x)];
}

template <class Scalar>
const Scalar* Windows<Scalar>::block(std::ptrdiff_t channel, std::ptrdiff_t channels, std::ptrdiff_t row,
                                     std::ptrdiff_t rows) {
  Scalar* to = block_.data();
  for (std::ptrdiff_t plane = channel; plane < channel + channels; ++plane)
    for (std::ptrdiff_t dy = 0; dy < size_; ++dy)
      for (std::ptrdiff_t dx = 0; dx < size_; ++dx, to += rows * count_.width)
        copy(image_.data() + (plane * shape_.height + row * stride_ + dy) * shape_.width + dx, rows, to);
  return block_.data();
}

template class Windows<float>;
template class Windows<double>;

}  // namespace tryall::nn
