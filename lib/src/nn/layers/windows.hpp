#pragma once

#include <vector>

#include "kernels/windows.hpp"
#include "tryall/buffer.hpp"
#include "tryall/experiment/task.hpp"

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

/// How an image's values lie among zeros: value (y, x) at (margin + y * step, margin + x * step).
struct Placement {
  std::ptrdiff_t margin = 0;
  std::ptrdiff_t step = 1;
};

/// An image among zeros, and the windows over it. Where windows are `stride` apart, the image is kept as
/// stride x stride smaller ones of the places that are equal modulo the stride: what neighbouring windows see
/// at one place lies side by side.
template <class Scalar>
class PaddedImage {
 public:
  /// `room` is the image with its zeros; `count` windows of `size` x `size` along each side.
  PaddedImage(ImageShape image, Placement placement, ImageShape room, std::ptrdiff_t size,
              std::ptrdiff_t stride, ImageShape count);

  void put(const Scalar* image);
  /// Of what was put last.
  kernels::Windows<Scalar> windows() const;

 private:
  /// Where the value at (y, x) of a channel with its zeros lies.
  std::ptrdiff_t place(std::ptrdiff_t channel, std::ptrdiff_t y, std::ptrdiff_t x) const;

  ImageShape image_;
  Placement placement_;
  std::ptrdiff_t stride_;
  ImageShape part_, count_;  // of the smaller images, of windows
  std::vector<std::ptrdiff_t> terms_;
  Buffer<Scalar> values_;
};

}  // namespace tryall::nn
