#include "pooling.hpp"

#include <algorithm>

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

/// Takes `other`, which is number `number` of its window, where it is larger or NaN.
template <class Scalar>
void take_larger(Scalar other, std::int32_t number, Scalar& largest, std::int32_t& place) {
  const bool takes = other > largest || other != other;
  largest = takes ? other : largest;
  place = takes ? number : place;
}

/// The largest of windows of 2 x 2 that lie side by side, and its number within the window.
template <class Scalar>
struct LargestOfFour {
  void operator()(const Pair<Scalar>& top, const Pair<Scalar>& bottom, Scalar& out,
                  std::int32_t& number) const {
    Scalar largest = top.left;
    std::int32_t place = 0;
    take_larger(top.right, 1, largest, place);
    take_larger(bottom.left, 2, largest, place);
    take_larger(bottom.right, 3, largest, place);
    out = largest;
    number = place;
  }
};
/// What goes back to numbers `first` and `first` + 1 of a window.
template <class Scalar>
struct SlopeOfTwo {
  std::int32_t first;
  void operator()(const Scalar& delta, const std::int32_t& number, Pair<Scalar>& row) const {
    row.left = number == first ? delta : Scalar{0};
    row.right = number == first + 1 ? delta : Scalar{0};
  }
};

/// `count` rounded up to whole vectors, but not beyond `most`.
std::size_t whole_vectors(std::ptrdiff_t count, std::ptrdiff_t most) {
  constexpr std::ptrdiff_t lanes = 16;
  return static_cast<std::size_t>(std::max(count, std::min(most, (count + lanes - 1) / lanes * lanes)));
}

/// Calls visit(first output of a row of windows, first value of its upper row) for all rows of windows of a
/// batch.
template <class Visit>
void for_each_row(ImageShape in, ImageShape out, std::ptrdiff_t rows, Visit visit) {
  for (std::ptrdiff_t plane = 0; plane < rows * in.channels; ++plane)
    for (std::ptrdiff_t y = 0; y < out.height; ++y)
      visit((plane * out.height + y) * out.width, (plane * in.height + 2 * y) * in.width);
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
  if (halves()) return halve(in.data, out.data, in.rows);
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
  if (!halves() || in_.height % 2 != 0 || in_.width % 2 != 0)
    std::fill_n(in_gradient.data, in.features * in.rows, Scalar{0});
  if (halves()) return spread(out_gradient.data, in_gradient.data, in.rows);
  for (std::ptrdiff_t row = 0; row < in.rows; ++row) {
    const std::int32_t* largest = largest_.data() + row * out_.size();
    for (std::ptrdiff_t place = 0; place < out_.size(); ++place)
      in_gradient.data[row * in.features + largest[place]] += out_gradient.data[row * out_.size() + place];
  }
}

// Rows are short beside a vector. Whole vectors are taken all the same, except at the very end: what is
// written behind a row is written again by the next, which comes later.

template <class Scalar>
void MaxPooling<Scalar>::halve(const Scalar* in, Scalar* out, std::ptrdiff_t rows) {
  for_each_row(in_, out_, rows, [&](std::ptrdiff_t to, std::ptrdiff_t from) {
    const std::ptrdiff_t in_left = (rows * in_.size() - from - in_.width) / 2;
    kernels::each(
        LargestOfFour<Scalar>(), whole_vectors(out_.width, std::min(in_left, rows * out_.size() - to)),
        reinterpret_cast<const Pair<Scalar>*>(in + from),
        reinterpret_cast<const Pair<Scalar>*>(in + from + in_.width), out + to, largest_.data() + to);
  });
}

template <class Scalar>
void MaxPooling<Scalar>::spread(const Scalar* delta, Scalar* in_gradient, std::ptrdiff_t rows) const {
  const bool covers = in_.width % 2 == 0 && in_.height % 2 == 0;  // no value is in no window
  for_each_row(in_, out_, rows, [&](std::ptrdiff_t from, std::ptrdiff_t to) {
    for (const std::int32_t lower : {0, 1}) {
      const std::ptrdiff_t begin = to + lower * in_.width;
      const std::ptrdiff_t left = std::min((rows * in_.size() - begin) / 2, rows * out_.size() - from);
      kernels::each(SlopeOfTwo<Scalar>{2 * lower},
                    covers ? whole_vectors(out_.width, left) : static_cast<std::size_t>(out_.width),
                    delta + from, largest_.data() + from,
                    reinterpret_cast<Pair<Scalar>*>(in_gradient + begin));
    }
  });
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
