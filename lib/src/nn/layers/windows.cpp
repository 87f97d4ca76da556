#include "windows.hpp"

namespace tryall::nn {

template <class Scalar>
PaddedImage<Scalar>::PaddedImage(ImageShape image, Placement placement, ImageShape room, std::ptrdiff_t size,
                                 std::ptrdiff_t stride, ImageShape count)
    : image_(image),
      placement_(placement),
      stride_(stride),
      part_{room.channels * stride * stride, (room.height + stride - 1) / stride,
            (room.width + stride - 1) / stride},
      count_(count),
      values_(static_cast<std::size_t>(part_.size() + kernels::windows_slack)) {
  for (std::ptrdiff_t channel = 0; channel < room.channels; ++channel)
    for (std::ptrdiff_t dy = 0; dy < size; ++dy)
      for (std::ptrdiff_t dx = 0; dx < size; ++dx) terms_.push_back(place(channel, dy, dx));
}

template <class Scalar>
std::ptrdiff_t PaddedImage<Scalar>::place(std::ptrdiff_t channel, std::ptrdiff_t y, std::ptrdiff_t x) const {
  const std::ptrdiff_t part = (channel * stride_ + y % stride_) * stride_ + x % stride_;
  return (part * part_.height + y / stride_) * part_.width + x / stride_;
}

template <class Scalar>
void PaddedImage<Scalar>::put(const Scalar* image) {
  const auto [margin, step] = placement_;
  for (std::ptrdiff_t channel = 0; channel < image_.channels; ++channel, image += image_.pixels()) {
    if (stride_ == 1 && step == 1) {
      kernels::spread_rows(image, image_.height, image_.width,
                           values_.data() + place(channel, margin, margin), part_.width);
      continue;
    }
    for (std::ptrdiff_t y = 0; y < image_.height; ++y)
      for (std::ptrdiff_t x = 0; x < image_.width; ++x)
        values_[static_cast<std::size_t>(place(channel, margin + y * step, margin + x * step))] =
            image[y * image_.width + x];
  }
}

template <class Scalar>
kernels::Windows<Scalar> PaddedImage<Scalar>::windows() const {
  return {values_.data(), terms_, part_.width, count_.height, count_.width};
}

template class PaddedImage<float>;
template class PaddedImage<double>;

}  // namespace tryall::nn
