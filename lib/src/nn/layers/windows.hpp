#pragma once

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

/// The windows of an image, block by block: a block is a few rows of windows of a few channels, small enough
/// for the first-level cache, as a matrix with a row for each place in a window (channel, dy, dx, in this
/// order) and a column for each window.
template <class Scalar>
class Windows {
 public:
  /// `image` is the image with its padding; `count` windows of `size` x `size` along each side, `stride`
  /// apart.
  Windows(ImageShape image, std::ptrdiff_t size, std::ptrdiff_t stride, ImageShape count);

  /// A padded image to write to, zeros at first; what is written stays until it is written again.
  Scalar* image() { return image_.data(); }
  ImageShape shape() const { return shape_; }

  /// Places of one channel in a window.
  std::ptrdiff_t places() const { return size_ * size_; }
  /// Rows of windows in a block of up to 256 windows, or one row. A block's windows make up one chain of a
  /// weight's gradient, so that this is part of the numerics version.
  std::ptrdiff_t rows_in_block() const;
  /// Channels in a block.
  std::ptrdiff_t channels_in_block() const;

  /// The block's matrix: places() * channels rows of rows * count.width values.
  const Scalar* block(std::ptrdiff_t channel, std::ptrdiff_t channels, std::ptrdiff_t row,
                      std::ptrdiff_t rows);

 private:
  /// Copies what one place of all windows of some rows sees.
  void copy(const Scalar* from, std::ptrdiff_t rows, Scalar* to) const;

  ImageShape shape_, count_;
  std::ptrdiff_t size_, stride_;
  Buffer<Scalar> image_, block_;
};

}  // namespace tryall::nn
