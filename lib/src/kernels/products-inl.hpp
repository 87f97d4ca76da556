// The product's tiles, compiled once for each instruction set (Highway's foreach_target): no include guard of
// the usual kind, since every pass includes it anew.
#if defined(TRYALL_KERNELS_PRODUCTS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef TRYALL_KERNELS_PRODUCTS_INL
#undef TRYALL_KERNELS_PRODUCTS_INL
#else
#define TRYALL_KERNELS_PRODUCTS_INL
#endif

#include <hwy/highway.h>

#include <algorithm>
#include <type_traits>

#include "kernels/products.hpp"

// The other targets that Highway compiles for (SSE and its own emulation) round a product before they add:
// they are left to the plain loops of products.cpp.
#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3 || (HWY_ARCH_ARM_A64 && HWY_TARGET == HWY_STATIC_TARGET)

HWY_BEFORE_NAMESPACE();
namespace tryall::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// 32 registers hold 8 rows of 3 vectors, what is loaded beside them included; 16 hold 4.
#if HWY_TARGET == HWY_AVX2
inline constexpr int tile_rows = 4;
#else
inline constexpr int tile_rows = 8;
#endif

template <class D, bool masked>
struct Access {
  using Scalar = hn::TFromD<D>;
  using Vector = hn::Vec<D>;
  D d;
  hn::Mask<D> mask;

  HWY_INLINE Vector load(const Scalar* from) const {
    if constexpr (masked) return hn::MaskedLoad(mask, d, from);
    return hn::LoadU(d, from);
  }
  HWY_INLINE void store(Vector vector, Scalar* to) const {
    if constexpr (masked)
      hn::BlendedStore(vector, mask, d, to);
    else
      hn::StoreU(vector, d, to);
  }
};

/// `height` rows of `width` vectors of the product, of which the last may be partly beyond the columns.
template <class Scalar, int height, int width, bool masked>
HWY_NOINLINE void tile(const Product<Scalar>& product, const Ends<Scalar>& ends,
                       std::ptrdiff_t lanes_of_last) {
  using D = hn::ScalableTag<Scalar>;
  using Vector = hn::Vec<D>;
  const D d;
  constexpr auto lanes = static_cast<std::ptrdiff_t>(hn::MaxLanes(D()));
  const Access<D, false> whole{d, {}};
  const Access<D, masked> last{d, hn::FirstN(d, static_cast<std::size_t>(lanes_of_last))};
  const auto load = [&](const Scalar* from, int v) HWY_ATTR {
    return v + 1 < width ? whole.load(from + v * lanes) : last.load(from + v * lanes);
  };
  Vector sums[height][width];
  HWY_UNROLL(16)
  for (int i = 0; i < height; ++i) HWY_UNROLL(3)
  for (int v = 0; v < width; ++v)
    sums[i][v] = ends.goes_on ? load(product.c + i * product.c_row, v)
                 : ends.start ? load(ends.start, v)
                              : hn::Zero(d);
  const Scalar* a = product.a;
  const Scalar* b = product.b;
  for (std::ptrdiff_t k = 0; k < product.terms; ++k) {
    Vector row[width];
    HWY_UNROLL(3)
    for (int v = 0; v < width; ++v) row[v] = load(b, v);
    HWY_UNROLL(16)
    for (int i = 0; i < height; ++i) {
      const Vector left = hn::Set(d, a[i * product.a_row]);
      HWY_UNROLL(3)
      for (int v = 0; v < width; ++v) sums[i][v] = hn::MulAdd(left, row[v], sums[i][v]);
    }
    a += product.a_term;
    b += product.b_term;
  }
  HWY_UNROLL(16)
  for (int i = 0; i < height; ++i) HWY_UNROLL(3)
  for (int v = 0; v < width; ++v) {
    Scalar* to = product.c + i * product.c_row;
    const Vector sum = ends.adds ? hn::Add(load(to, v), sums[i][v]) : sums[i][v];
    if (v + 1 < width)
      whole.store(sum, to + v * lanes);
    else
      last.store(sum, to + v * lanes);
  }
}

/// All rows of `width` vectors of columns, in tiles as high as registers allow.
template <class Scalar, int width, bool masked>
void stripe(Product<Scalar> product, const Ends<Scalar>& ends, std::ptrdiff_t lanes_of_last) {
  const auto take = [&]<int height>(std::integral_constant<int, height>) {
    while (product.rows >= height) {
      tile<Scalar, height, width, masked>(product, ends, lanes_of_last);
      product.rows -= height;
      product.a += height * product.a_row;
      product.c += height * product.c_row;
    }
  };
  if constexpr (width == 1) {
    take(std::integral_constant<int, 2 * tile_rows>());
    take(std::integral_constant<int,
                                9>());  // the weights of a channel's window of 3 x 3, and what 5 x 5 leaves
  }
  take(std::integral_constant<int, tile_rows>());
  if constexpr (tile_rows > 4) take(std::integral_constant<int, 4>());
  take(std::integral_constant<int, 2>());
  take(std::integral_constant<int, 1>());
}

/// All columns of a stretch of terms: three vectors at a time, and 2 + 2 rather than 3 + 1.
template <class Scalar>
void stretch(Product<Scalar> product, Ends<Scalar> ends) {
  constexpr auto lanes = static_cast<std::ptrdiff_t>(hn::MaxLanes(hn::ScalableTag<Scalar>()));
  while (product.columns > 0) {
    const std::ptrdiff_t vectors = (product.columns + lanes - 1) / lanes;
    const std::ptrdiff_t width = vectors == 4 ? 2 : std::min<std::ptrdiff_t>(vectors, 3);
    const std::ptrdiff_t taken = std::min(product.columns, width * lanes);
    const std::ptrdiff_t of_last = taken - (width - 1) * lanes;
    const bool masked = of_last < lanes;
    if (width == 3)
      masked ? stripe<Scalar, 3, true>(product, ends, of_last)
             : stripe<Scalar, 3, false>(product, ends, of_last);
    else if (width == 2)
      masked ? stripe<Scalar, 2, true>(product, ends, of_last)
             : stripe<Scalar, 2, false>(product, ends, of_last);
    else
      masked ? stripe<Scalar, 1, true>(product, ends, of_last)
             : stripe<Scalar, 1, false>(product, ends, of_last);
    product.columns -= taken;
    product.b += taken;
    product.c += taken;
    if (ends.start) ends.start += taken;
  }
}

template <class Scalar>
void copy_rows(const Scalar* from, std::ptrdiff_t from_row, std::ptrdiff_t rows, std::ptrdiff_t width,
               Scalar* to) {
  const hn::ScalableTag<Scalar> d;
  constexpr auto lanes = static_cast<std::ptrdiff_t>(hn::MaxLanes(d));
  for (std::ptrdiff_t row = 0; row < rows; ++row, from += from_row, to += width)
    for (std::ptrdiff_t i = 0; i < width; i += lanes) hn::StoreU(hn::LoadU(d, from + i), d, to + i);
}

/// Terms at a time, so that what a stripe reads of B stays in the first-level cache from tile to tile. The
/// chains go on from what is stored: no bit depends on it.
inline constexpr std::ptrdiff_t stretch_terms = 128;

template <class Scalar>
void multiply(Product<Scalar> product, Ends<Scalar> ends) {
  const std::ptrdiff_t terms = product.terms;
  for (std::ptrdiff_t begin = 0; begin == 0 || begin < terms; begin += stretch_terms) {
    product.terms = std::min(stretch_terms, terms - begin);
    stretch(product, ends);
    product.a += product.terms * product.a_term;
    product.b += product.terms * product.b_term;
    ends.goes_on = true;
  }
}

template <class Scalar>
void add_product(Product<Scalar> product) {
  const std::ptrdiff_t terms = product.terms;
  for (std::ptrdiff_t begin = 0; begin < terms; begin += chain_terms) {
    product.terms = std::min(chain_terms, terms - begin);
    stretch(product, Ends<Scalar>{nullptr, false, true});
    product.a += product.terms * product.a_term;
    product.b += product.terms * product.b_term;
  }
}

}  // namespace tryall::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
#endif
