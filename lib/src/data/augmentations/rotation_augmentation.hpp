#pragma once

#include "tryall/experiment/task.hpp"

namespace tryall::data {

/// Writes to `out` the image turned counterclockwise by `degrees` about its center ((height - 1) / 2, (width
/// - 1) / 2). A pixel's value is interpolated bilinearly between the four pixels about the place it comes
/// from; outside the image all is 0. Multiples of 90 degrees move pixels exactly where the image is square.
template <class Scalar>
void rotate(const Scalar* image, ImageShape shape, double degrees, Scalar* out);

}  // namespace tryall::data
