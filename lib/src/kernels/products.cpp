#include "kernels/products.hpp"

#include <algorithm>
#include <cmath>

#include "tryall/kernels/isa.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/products.cpp"  // this file, once for each instruction set
#include <hwy/foreach_target.h>

#include "kernels/products-inl.hpp"

#if HWY_ONCE
namespace tryall::kernels {
namespace plain {

template <class Scalar>
void multiply(const Product<Scalar>& product, const Ends<Scalar>& ends) {
  for (std::ptrdiff_t i = 0; i < product.rows; ++i) {
    Scalar* c = product.c + i * product.c_row;
    if (!ends.goes_on)
      for (std::ptrdiff_t j = 0; j < product.columns; ++j) c[j] = ends.start ? ends.start[j] : Scalar{0};
    for (std::ptrdiff_t k = 0; k < product.terms; ++k) {
      const Scalar a = product.a[i * product.a_row + k * product.a_term];
      const Scalar* b = product.b + k * product.b_term;
      for (std::ptrdiff_t j = 0; j < product.columns; ++j) c[j] = std::fma(a, b[j], c[j]);
    }
  }
}

template <class Scalar>
void add_product(const Product<Scalar>& product) {
  for (std::ptrdiff_t i = 0; i < product.rows; ++i)
    for (std::ptrdiff_t begin = 0; begin < product.terms; begin += chain_terms)
      for (std::ptrdiff_t j = 0; j < product.columns; ++j) {
        Scalar sum = 0;
        for (std::ptrdiff_t k = begin; k < std::min(product.terms, begin + chain_terms); ++k)
          sum = std::fma(product.a[i * product.a_row + k * product.a_term], product.b[k * product.b_term + j],
                         sum);
        product.c[i * product.c_row + j] += sum;
      }
}

}  // namespace plain

// Which of the functions of one name runs: that of the instruction set in use.
#if HWY_ARCH_X86
#define TRYALL_DISPATCH(function, ...)      \
  switch (isa()) {                          \
    case Isa::avx512:                       \
      return N_AVX3::function(__VA_ARGS__); \
    case Isa::avx2:                         \
      return N_AVX2::function(__VA_ARGS__); \
    default:                                \
      return plain::function(__VA_ARGS__);  \
  }
#elif HWY_ARCH_ARM_A64
#define TRYALL_DISPATCH(function, ...)                                        \
  if (isa() == Isa::neon) return HWY_STATIC_NAMESPACE::function(__VA_ARGS__); \
  return plain::function(__VA_ARGS__);
#else
#define TRYALL_DISPATCH(function, ...) return plain::function(__VA_ARGS__);
#endif

template <class Scalar>
void multiply(const Product<Scalar>& product, const Scalar* start) {
  const Ends<Scalar> ends{start, false, false};
  TRYALL_DISPATCH(multiply, product, ends)
}

template <class Scalar>
void multiply_on(const Product<Scalar>& product) {
  const Ends<Scalar> ends{nullptr, true, false};
  TRYALL_DISPATCH(multiply, product, ends)
}

template <class Scalar>
void add_product(const Product<Scalar>& product) {
  TRYALL_DISPATCH(add_product, product)
}

#undef TRYALL_DISPATCH

namespace {

/// A square of which the compiler knows the size, so that it unrolls and vectorizes.
constexpr std::ptrdiff_t side = 16;

template <class Scalar>
void transpose_square(const Scalar* __restrict in, std::ptrdiff_t in_row, Scalar* __restrict out,
                      std::ptrdiff_t out_row) {
  for (std::ptrdiff_t j = 0; j < side; ++j)
    for (std::ptrdiff_t i = 0; i < side; ++i) out[j * out_row + i] = in[i * in_row + j];
}

}  // namespace

template <class Scalar>
void transpose(const Scalar* in, std::ptrdiff_t in_row, std::ptrdiff_t rows, std::ptrdiff_t columns,
               Scalar* out) {
  const auto rest = [&](std::ptrdiff_t row, std::ptrdiff_t column) {
    for (std::ptrdiff_t j = column; j < std::min(columns, column + side); ++j)
      for (std::ptrdiff_t i = row; i < std::min(rows, row + side); ++i)
        out[j * rows + i] = in[i * in_row + j];
  };
  for (std::ptrdiff_t column = 0; column < columns; column += side)
    for (std::ptrdiff_t row = 0; row < rows; row += side)
      if (row + side <= rows && column + side <= columns)
        transpose_square(in + row * in_row + column, in_row, out + column * rows + row, rows);
      else
        rest(row, column);
}

template <class Scalar>
void add_column_sums(const Scalar* values, std::ptrdiff_t rows, std::ptrdiff_t columns, Scalar* sums) {
  constexpr Scalar one = 1;
  add_product<Scalar>({.rows = 1,
                       .terms = rows,
                       .columns = columns,
                       .a = &one,
                       .a_row = 0,
                       .a_term = 0,
                       .b = values,
                       .b_term = columns,
                       .c = sums,
                       .c_row = columns});
}

#define TRYALL_INSTANTIATE(Scalar)                                                                         \
  template void multiply<Scalar>(const Product<Scalar>&, const Scalar*);                                   \
  template void add_product<Scalar>(const Product<Scalar>&);                                               \
  template void multiply_on<Scalar>(const Product<Scalar>&);                                               \
  template void transpose<Scalar>(const Scalar*, std::ptrdiff_t, std::ptrdiff_t, std::ptrdiff_t, Scalar*); \
  template void add_column_sums<Scalar>(const Scalar*, std::ptrdiff_t, std::ptrdiff_t, Scalar*);
TRYALL_INSTANTIATE(float)
TRYALL_INSTANTIATE(double)
#undef TRYALL_INSTANTIATE

}  // namespace tryall::kernels
#endif
