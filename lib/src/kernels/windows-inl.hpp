// Convolutions' tiles, compiled once for each instruction set (Highway's foreach_target): no include guard of
// the usual kind, since every pass includes it anew.
#if defined(TRYALL_KERNELS_WINDOWS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef TRYALL_KERNELS_WINDOWS_INL
#undef TRYALL_KERNELS_WINDOWS_INL
#else
#define TRYALL_KERNELS_WINDOWS_INL
#endif

#include "kernels/access-inl.hpp"
#include "kernels/windows.hpp"

#ifdef TRYALL_KERNELS_HAS_VECTORS

HWY_BEFORE_NAMESPACE();
namespace tryall::kernels::HWY_NAMESPACE {

template <class Scalar>
using Tag = hn::ScalableTag<Scalar>;
// Vectors run over an image's rows from end to end, as they lie in memory: lanes that are in no window (the
// padding at a row's end) are worked out and not stored.

/// Stores a vector of each of `height` filters whose first lane is number `place` of the image.
template <int height, class Scalar, class Vector>
HWY_INLINE void store_windows(const Windows<Scalar>& windows, std::ptrdiff_t place, const Vector* sums,
                              Scalar* out) {
  const Tag<Scalar> d;
  constexpr std::ptrdiff_t lanes = lanes_of<Scalar>;
  std::ptrdiff_t y = place / windows.row;
  for (std::ptrdiff_t first = y * windows.row; y < windows.height && first < place + lanes;
       ++y, first += windows.row) {
    const std::ptrdiff_t begin = std::max<std::ptrdiff_t>(0, first - place);
    const std::ptrdiff_t end = std::min(lanes, first + windows.width - place);
    if (end <= begin) continue;
    const SomeLanes<Tag<Scalar>> some(d, begin, end);
    Scalar* to = out + (y * windows.width + place - first);
    HWY_UNROLL(8)
    for (int i = 0; i < height; ++i) some.store(d, sums[i], to + i * windows.count());
  }
}

/// `width` vectors, from number `place` of the image on, of `height` filters of a panel.
template <class Scalar, int height, int width>
HWY_NOINLINE void filter_tile(const Windows<Scalar>& windows, const Filters<Scalar>& filters,
                              std::ptrdiff_t place, Scalar* out) {
  using Vector = hn::Vec<Tag<Scalar>>;
  const Tag<Scalar> d;
  Vector sums[width][height];
  HWY_UNROLL(8)
  for (int i = 0; i < height; ++i) HWY_UNROLL(3)
  for (int v = 0; v < width; ++v) sums[v][i] = filters.start ? hn::Set(d, filters.start[i]) : hn::Zero(d);
  const Scalar* weights = filters.weights;
  const Scalar* image = windows.image + place;
  for (const std::ptrdiff_t term : windows.terms) {
    Vector seen[width];
    HWY_UNROLL(3)
    for (int v = 0; v < width; ++v) seen[v] = hn::LoadU(d, image + term + v * lanes_of<Scalar>);
    HWY_UNROLL(8)
    for (int i = 0; i < height; ++i) {
      const Vector weight = hn::Set(d, weights[i]);
      HWY_UNROLL(3)
      for (int v = 0; v < width; ++v) sums[v][i] = hn::MulAdd(weight, seen[v], sums[v][i]);
    }
    weights += filters_in_panel;
  }
  HWY_UNROLL(3)
  for (int v = 0; v < width; ++v) store_windows<height>(windows, place + v * lanes_of<Scalar>, sums[v], out);
}

/// All windows, for `height` filters of a panel.
template <class Scalar, int height>
void filter_stripe(const Windows<Scalar>& windows, const Filters<Scalar>& filters, Scalar* out) {
  each_stripe<Scalar>((windows.height - 1) * windows.row + windows.width,
                      [&](auto width, auto, std::ptrdiff_t place, std::ptrdiff_t) {
                        filter_tile<Scalar, height, width()>(windows, filters, place, out);
                      });
}

template <class Scalar>
void correlate(const Windows<Scalar>& windows, const Filters<Scalar>& filters, Scalar* out) {
  if (windows.count() == 0) return;
  const auto terms = static_cast<std::ptrdiff_t>(windows.terms.size());
  std::ptrdiff_t done = 0;
  const auto take = [&]<int height>(std::integral_constant<int, height>) {
    for (; filters.count - done >= height; done += height)
      filter_stripe<Scalar, height>(windows,
                                    {height, filters.weights + packed_place(done, 0, terms),
                                     filters.start ? filters.start + done : nullptr},
                                    out + done * windows.count());
  };
  take(std::integral_constant<int, tile_rows>());
  if constexpr (tile_rows > 4) take(std::integral_constant<int, 4>());
  take(std::integral_constant<int, 2>());
  take(std::integral_constant<int, 1>());
}

/// The gradients of `height` terms and `width` vectors of filters, the last of which may be partly beyond
/// them.
template <class Scalar, int height, int width, bool masked>
HWY_NOINLINE void gradient_tile(const ChainOfWindows<Scalar>& chain, const std::ptrdiff_t* terms,
                                Scalar* gradients, std::ptrdiff_t lanes_of_last) {
  using Vector = hn::Vec<Tag<Scalar>>;
  const Tag<Scalar> d;
  constexpr std::ptrdiff_t lanes = lanes_of<Scalar>;
  const SomeLanes<Tag<Scalar>> last(d, 0, lanes_of_last);
  const auto load = [&](const Scalar* from, int v) HWY_ATTR {
    if (masked && v + 1 == width) return last.load(d, from + v * lanes);
    return hn::LoadU(d, from + v * lanes);
  };
  std::ptrdiff_t places[height];
  Vector sums[height][width];
  HWY_UNROLL(9)
  for (int i = 0; i < height; ++i) {
    places[i] = terms[i];
    HWY_UNROLL(3)
    for (int v = 0; v < width; ++v) sums[i][v] = hn::Zero(d);
  }
  const Scalar* deltas = chain.deltas;
  const Scalar* row = chain.image;
  for (std::ptrdiff_t y = 0; y < chain.height; ++y, row += chain.row, deltas += chain.skipped) {
    const Scalar* end = row + chain.width;
    for (const Scalar* at = row; at < end; ++at, deltas += chain.filters) {
      Vector delta[width];
      HWY_UNROLL(3)
      for (int v = 0; v < width; ++v) delta[v] = load(deltas, v);
      HWY_UNROLL(9)
      for (int i = 0; i < height; ++i) {
        const Vector seen = hn::Set(d, at[places[i]]);
        HWY_UNROLL(3)
        for (int v = 0; v < width; ++v) sums[i][v] = hn::MulAdd(seen, delta[v], sums[i][v]);
      }
    }
  }
  HWY_UNROLL(9)
  for (int i = 0; i < height; ++i) HWY_UNROLL(3)
  for (int v = 0; v < width; ++v) {
    Scalar* to = gradients + i * chain.filters;
    const Vector sum = hn::Add(load(to, v), sums[i][v]);
    if (masked && v + 1 == width)
      last.store(d, sum, to + v * lanes);
    else
      hn::StoreU(sum, d, to + v * lanes);
  }
}

/// The gradients of all terms and `width` vectors of filters.
template <class Scalar, int width, bool masked>
void gradient_stripe(const ChainOfWindows<Scalar>& chain, std::span<const std::ptrdiff_t> terms,
                     Scalar* gradients, std::ptrdiff_t lanes_of_last) {
  const auto take = [&]<int height>(std::integral_constant<int, height>) {
    for (; terms.size() >= height; terms = terms.subspan(height), gradients += height * chain.filters)
      gradient_tile<Scalar, height, width, masked>(chain, terms.data(), gradients, lanes_of_last);
  };
  if constexpr (width == 1) take(std::integral_constant<int, 9>());  // a channel's window of 3 x 3
  take(std::integral_constant < int, width == 1 ? 8 : tile_rows > ());
  take(std::integral_constant<int, 4>());
  take(std::integral_constant<int, 2>());
  take(std::integral_constant<int, 1>());
}

template <class Scalar>
void add_chain(const ChainOfWindows<Scalar>& chain, std::span<const std::ptrdiff_t> terms,
               Scalar* gradients) {
  each_stripe<Scalar>(chain.filters,
                      [&](auto width, auto masked, std::ptrdiff_t begin, std::ptrdiff_t of_last) {
                        ChainOfWindows<Scalar> part = chain;
                        part.deltas += begin;
                        gradient_stripe<Scalar, width(), masked()>(part, terms, gradients + begin, of_last);
                      });
}

template <class Scalar>
void spread_rows(const Scalar* from, std::ptrdiff_t rows, std::ptrdiff_t width, Scalar* to,
                 std::ptrdiff_t to_row) {
  const Tag<Scalar> d;
  constexpr std::ptrdiff_t lanes = lanes_of<Scalar>;
  const std::ptrdiff_t whole = width / lanes * lanes;
  const SomeLanes<Tag<Scalar>> rest(d, 0, width - whole);
  for (std::ptrdiff_t row = 0; row < rows; ++row, from += width, to += to_row) {
    for (std::ptrdiff_t i = 0; i < whole; i += lanes) hn::StoreU(hn::LoadU(d, from + i), d, to + i);
    if (whole < width) rest.store(d, rest.load(d, from + whole), to + whole);
  }
}

}  // namespace tryall::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
#endif
