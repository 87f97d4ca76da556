#include "pooling.hpp"

#include <algorithm>
#include <tuple>

#include "tryall/kernels/each.hpp"

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

/// Two neighbours of a row.
template <class Scalar>
struct Pair {
  Scalar left, right;
};

template <class Scalar>
Scalar larger(Scalar a, Scalar b) {
  return b > a || b != b ? b : a;
}

/// The largest of windows of 2 x 2 that lie side by side.
template <class Scalar>
struct LargestOfFour {
  void operator()(const Pair<Scalar>& top, const Pair<Scalar>& bottom, Scalar& out) const {
    out = larger(larger(larger(top.left, top.right), bottom.left), bottom.right);
  }
};

/// What goes back to one of the two rows of values that a row of windows sees: all of it to the first value
/// that is the largest (to the last if none is equal to it, which is where the largest is no number).
template <class Scalar>
struct SlopeOfRow {
  bool lower;
  void operator()(const Scalar& out, const Scalar& delta, const Pair<Scalar>& top, const Pair<Scalar>& row,
                  Pair<Scalar>& slope) const {
    const bool taken = lower & ((top.left == out) | (top.right == out));
    slope.left = (!taken & (row.left == out)) ? delta : Scalar{0};
    slope.right = (!taken & (row.left != out) & (lower | (row.right == out))) ? delta : Scalar{0};
  }
};

/// Pairs of a row's values.
template <class Scalar>
const Pair<Scalar>* pairs(const Scalar* values) {
  return reinterpret_cast<const Pair<Scalar>*>(values);
}
template <class Scalar>
Pair<Scalar>* pairs(Scalar* values) {
  return reinterpret_cast<Pair<Scalar>*>(values);
}

/// Rows of windows of 2 x 2 over a batch of images, all planes one after the other.
struct RowsOfWindows {
  ImageShape in, out;
  std::ptrdiff_t samples;

  std::ptrdiff_t count() const { return samples * in.channels * out.height; }
  /// Where the upper of the rows of values lies that the row of windows sees.
  std::ptrdiff_t top(std::ptrdiff_t row) const {
    if (in.height == 2 * out.height) return 2 * row * in.width;
    return (row / out.height * in.height + 2 * (row % out.height)) * in.width;
  }
  /// Whether every value is in a window.
  bool cover() const { return in.height == 2 * out.height && in.width == 2 * out.width; }

  /// Calls kernels::each_row for so many rows, of which `rows_below` are as long as one of windows: the first
  /// in whole vectors, past their ends, where later rows are.
  template <class RowOf>
  void each_row(std::ptrdiff_t rows, std::ptrdiff_t rows_below, RowOf row_of) const {
    constexpr std::ptrdiff_t lanes = 16;
    const std::ptrdiff_t whole = (out.width + lanes - 1) / lanes * lanes;
    const std::ptrdiff_t last = std::min(rows, rows_below * ((whole - 1) / out.width));
    kernels::each_row(static_cast<std::size_t>(rows - last), static_cast<std::size_t>(whole), row_of);
    kernels::each_row(static_cast<std::size_t>(last), static_cast<std::size_t>(out.width),
                      [=](std::size_t row) { return row_of(row + static_cast<std::size_t>(rows - last)); });
  }
};

/// The largest of each window.
template <class Scalar>
void halve(const RowsOfWindows& windows, Batch<const Scalar> in, Batch<Scalar> out) {
  windows.each_row(windows.count(), 1, [windows, in, out](std::size_t number) {
    const auto row = static_cast<std::ptrdiff_t>(number);
    const Scalar* top = in.data + windows.top(row);
    return std::tuple(LargestOfFour<Scalar>(), pairs(top), pairs(top + windows.in.width),
                      out.data + row * windows.out.width);
  });
}

/// What goes back to the windows' values. The largest are looked for again: of windows this small, that is
/// faster than to remember them.
template <class Scalar>
void spread(const RowsOfWindows& windows, Batch<const Scalar> in, Batch<const Scalar> out,
            const Scalar* delta, Scalar* in_gradient) {
  const auto row_of = [windows, in, out, delta, in_gradient](std::size_t number) {
    const auto row = static_cast<std::ptrdiff_t>(number / 2);
    const bool lower = number % 2 != 0;
    const std::ptrdiff_t top = windows.top(row), mine = lower ? top + windows.in.width : top;
    return std::tuple(SlopeOfRow<Scalar>{lower}, out.data + row * windows.out.width,
                      delta + row * windows.out.width, pairs(in.data + top), pairs(in.data + mine),
                      pairs(in_gradient + mine));
  };
  if (windows.cover())
    windows.each_row(2 * windows.count(), 2, row_of);
  else
    kernels::each_row(static_cast<std::size_t>(2 * windows.count()),
                      static_cast<std::size_t>(windows.out.width), row_of);
}

}  // namespace

template <class Scalar>
MaxPooling<Scalar>::MaxPooling(ImageShape in, Window window)
    : in_(in), out_(pooled(in, window)), window_(window) {}

template <class Scalar>
void MaxPooling<Scalar>::reserve(std::ptrdiff_t rows) {
  if (!halves()) largest_.resize(static_cast<std::size_t>(rows * out_.size()));
}

template <class Scalar>
void MaxPooling<Scalar>::forward(Batch<const Scalar> in, Batch<Scalar> out, const Pass&) {
  if (halves()) return halve<Scalar>({in_, out_, in.rows}, in, out);
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
void MaxPooling<Scalar>::backward(Batch<const Scalar> in, Batch<const Scalar> out,
                                  Batch<const Scalar> out_gradient, Batch<Scalar> in_gradient) {
  if (!in_gradient.data) return;
  if (!halves() || in_.height % 2 != 0 || in_.width % 2 != 0)
    std::fill_n(in_gradient.data, in.features * in.rows, Scalar{0});
  if (halves()) return spread<Scalar>({in_, out_, in.rows}, in, out, out_gradient.data, in_gradient.data);
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
