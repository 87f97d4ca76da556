// The product's tiles, compiled once for each instruction set (Highway's foreach_target): no include guard of
// the usual kind, since every pass includes it anew.
#if defined(TRYALL_KERNELS_PRODUCTS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef TRYALL_KERNELS_PRODUCTS_INL
#undef TRYALL_KERNELS_PRODUCTS_INL
#else
#define TRYALL_KERNELS_PRODUCTS_INL
#endif

#include "kernels/access-inl.hpp"
#include "kernels/products.hpp"

#ifdef TRYALL_KERNELS_HAS_VECTORS

HWY_BEFORE_NAMESPACE();
namespace tryall::kernels::HWY_NAMESPACE {

/// `height` rows of `width` vectors of the product, of which the last may be partly beyond the columns.
template <class Scalar, int height, int width, bool masked>
HWY_NOINLINE void tile(const Product<Scalar>& product, const Ends<Scalar>& ends,
                       std::ptrdiff_t lanes_of_last) {
  using D = hn::ScalableTag<Scalar>;
  using Vector = hn::Vec<D>;
  const D d;
  constexpr std::ptrdiff_t lanes = lanes_of<Scalar>;
  const SomeLanes<D> last(d, 0, lanes_of_last);
  const auto load = [&](const Scalar* from, int v) HWY_ATTR {
    if (masked && v + 1 == width) return last.load(d, from + v * lanes);
    return hn::LoadU(d, from + v * lanes);
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
    if (masked && v + 1 == width)
      last.store(d, sum, to + v * lanes);
    else
      hn::StoreU(sum, d, to + v * lanes);
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

/// All columns of a stretch of terms.
template <class Scalar>
void stretch(const Product<Scalar>& product, const Ends<Scalar>& ends) {
  each_stripe<Scalar>(
      product.columns, [&](auto width, auto masked, std::ptrdiff_t begin, std::ptrdiff_t of_last) {
        Product<Scalar> part = product;
        part.b += begin;
        part.c += begin;
        const Ends<Scalar> part_ends{ends.start ? ends.start + begin : nullptr, ends.goes_on, ends.adds};
        stripe<Scalar, width(), masked()>(part, part_ends, of_last);
      });
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
