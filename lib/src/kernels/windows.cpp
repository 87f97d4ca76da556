#include "kernels/windows.hpp"

#include <algorithm>
#include <cmath>

#include "kernels/products.hpp"
#include "tryall/kernels/isa.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/windows.cpp"  // this file, once for each instruction set
#include <hwy/foreach_target.h>

#include "kernels/windows-inl.hpp"

#if HWY_ONCE
#include "kernels/dispatch.hpp"

namespace tryall::kernels {
namespace plain {

template <class Scalar>
void correlate(const Windows<Scalar>& windows, const Filters<Scalar>& filters, Scalar* out) {
  const auto terms = static_cast<std::ptrdiff_t>(windows.terms.size());
  for (std::ptrdiff_t filter = 0; filter < filters.count; ++filter)
    for (std::ptrdiff_t y = 0; y < windows.height; ++y, out += windows.width) {
      std::fill_n(out, windows.width, filters.start ? filters.start[filter] : Scalar{0});
      for (std::ptrdiff_t term = 0; term < terms; ++term) {
        const Scalar weight = filters.weights[packed_place(filter, term, terms)];
        const Scalar* seen = windows.image + windows.terms[static_cast<std::size_t>(term)] + y * windows.row;
        for (std::ptrdiff_t x = 0; x < windows.width; ++x) out[x] = std::fma(weight, seen[x], out[x]);
      }
    }
}

template <class Scalar>
void add_chain(const ChainOfWindows<Scalar>& chain, std::span<const std::ptrdiff_t> terms,
               Scalar* gradients) {
  for (const std::ptrdiff_t term : terms)
    for (std::ptrdiff_t filter = 0; filter < chain.filters; ++filter, ++gradients) {
      Scalar sum = 0;
      const Scalar* delta = chain.deltas + filter;
      for (std::ptrdiff_t y = 0; y < chain.height; ++y, delta += chain.skipped)
        for (std::ptrdiff_t x = 0; x < chain.width; ++x, delta += chain.filters)
          sum = std::fma(chain.image[term + y * chain.row + x], *delta, sum);
      *gradients += sum;
    }
}

template <class Scalar>
void spread_rows(const Scalar* from, std::ptrdiff_t rows, std::ptrdiff_t width, Scalar* to,
                 std::ptrdiff_t to_row) {
  for (std::ptrdiff_t row = 0; row < rows; ++row) std::copy_n(from + row * width, width, to + row * to_row);
}

}  // namespace plain

template <class Scalar>
void correlate(const Windows<Scalar>& windows, const Filters<Scalar>& filters, Scalar* out) {
  TRYALL_DISPATCH(correlate, windows, filters, out)
}

template <class Scalar>
void spread_rows(const Scalar* from, std::ptrdiff_t rows, std::ptrdiff_t width, Scalar* to,
                 std::ptrdiff_t to_row){TRYALL_DISPATCH(spread_rows, from, rows, width, to, to_row)}

std::ptrdiff_t rows_in_chain(std::ptrdiff_t height, std::ptrdiff_t width) {
  return std::clamp<std::ptrdiff_t>(chain_terms / std::max<std::ptrdiff_t>(1, width), 1,
                                    std::max<std::ptrdiff_t>(1, height));
}

namespace {

template <class Scalar>
void add_chain(const ChainOfWindows<Scalar>& chain, std::span<const std::ptrdiff_t> terms,
               Scalar* gradients) {
  TRYALL_DISPATCH(add_chain, chain, terms, gradients)
}

}  // namespace

template <class Scalar>
void add_filter_gradients(const Windows<Scalar>& windows, const Scalar* deltas, std::ptrdiff_t filters,
                          Scalar* gradients) {
  const std::ptrdiff_t at_once = rows_in_chain(windows.height, windows.width);
  for (std::ptrdiff_t y = 0, height; y < windows.height; y += height) {
    height = std::min(at_once, windows.height - y);
    for (std::ptrdiff_t x = 0, width; x < windows.width; x += width) {
      width = std::min(chain_terms, windows.width - x);
      add_chain<Scalar>(
          {windows.image + y * windows.row + x, windows.row, height, width,
           deltas + (y * windows.width + x) * filters, filters, (windows.width - width) * filters},
          windows.terms, gradients);
    }
  }
}

// NOLINTBEGIN(bugprone-macro-parentheses): the argument is a type
#define TRYALL_INSTANTIATE(Scalar)                                                                  \
  template void correlate<Scalar>(const Windows<Scalar>&, const Filters<Scalar>&, Scalar*);         \
  template void add_filter_gradients<Scalar>(const Windows<Scalar>&, const Scalar*, std::ptrdiff_t, \
                                             Scalar*);                                              \
  template void spread_rows<Scalar>(const Scalar*, std::ptrdiff_t, std::ptrdiff_t, Scalar*, std::ptrdiff_t);
TRYALL_INSTANTIATE(float)
TRYALL_INSTANTIATE(double)
#undef TRYALL_INSTANTIATE
// NOLINTEND(bugprone-macro-parentheses)

}  // namespace tryall::kernels
#endif
