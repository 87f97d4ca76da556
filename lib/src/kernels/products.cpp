#include "kernels/products.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "tryall/kernels/isa.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/products.cpp"  // this file, once for each instruction set
#include <hwy/foreach_target.h>

#include "kernels/products-inl.hpp"

#if HWY_ONCE
#include "kernels/dispatch.hpp"

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

namespace {

// Squares as wide as a register that every processor has, 16 bytes.
using FourFloats [[gnu::vector_size(16)]] = float;
using TwoDoubles [[gnu::vector_size(16)]] = double;

template <class Vector, class Scalar>
Vector loaded(const Scalar* from) {
  Vector vector;
  std::memcpy(&vector, from, sizeof vector);
  return vector;
}
template <class Vector, class Scalar>
void stored(Vector vector, Scalar* to) {
  std::memcpy(to, &vector, sizeof vector);
}

void transpose_square(const float* in, std::ptrdiff_t in_row, float* out, std::ptrdiff_t out_row) {
  const auto a = loaded<FourFloats>(in), b = loaded<FourFloats>(in + in_row),
             c = loaded<FourFloats>(in + 2 * in_row), d = loaded<FourFloats>(in + 3 * in_row);
  const FourFloats ac = __builtin_shufflevector(a, c, 0, 4, 1, 5),
                   bd = __builtin_shufflevector(b, d, 0, 4, 1, 5);
  const FourFloats ca = __builtin_shufflevector(a, c, 2, 6, 3, 7),
                   db = __builtin_shufflevector(b, d, 2, 6, 3, 7);
  stored(__builtin_shufflevector(ac, bd, 0, 4, 1, 5), out);
  stored(__builtin_shufflevector(ac, bd, 2, 6, 3, 7), out + out_row);
  stored(__builtin_shufflevector(ca, db, 0, 4, 1, 5), out + 2 * out_row);
  stored(__builtin_shufflevector(ca, db, 2, 6, 3, 7), out + 3 * out_row);
}

void transpose_square(const double* in, std::ptrdiff_t in_row, double* out, std::ptrdiff_t out_row) {
  const auto a = loaded<TwoDoubles>(in), b = loaded<TwoDoubles>(in + in_row);
  stored(__builtin_shufflevector(a, b, 0, 2), out);
  stored(__builtin_shufflevector(a, b, 1, 3), out + out_row);
}

}  // namespace

template <class Scalar>
void transpose(const Scalar* in, std::ptrdiff_t in_row, std::ptrdiff_t rows, std::ptrdiff_t columns,
               Scalar* out) {
  constexpr std::ptrdiff_t side = 16 / sizeof(Scalar), strip = 16;  // columns whose rows stay in the cache
  for (std::ptrdiff_t begin = 0; begin < columns; begin += strip) {
    const std::ptrdiff_t end = std::min(columns, begin + strip);
    std::ptrdiff_t row = 0;
    for (; row + side <= rows; row += side) {
      std::ptrdiff_t column = begin;
      for (; column + side <= end; column += side)
        transpose_square(in + row * in_row + column, in_row, out + column * rows + row, rows);
      for (; column < end; ++column)
        for (std::ptrdiff_t i = row; i < row + side; ++i) out[column * rows + i] = in[i * in_row + column];
    }
    for (; row < rows; ++row)
      for (std::ptrdiff_t column = begin; column < end; ++column)
        out[column * rows + row] = in[row * in_row + column];
  }
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

// NOLINTBEGIN(bugprone-macro-parentheses): the argument is a type
#define TRYALL_INSTANTIATE(Scalar)                                                                         \
  template void multiply<Scalar>(const Product<Scalar>&, const Scalar*);                                   \
  template void add_product<Scalar>(const Product<Scalar>&);                                               \
  template void multiply_on<Scalar>(const Product<Scalar>&);                                               \
  template void transpose<Scalar>(const Scalar*, std::ptrdiff_t, std::ptrdiff_t, std::ptrdiff_t, Scalar*); \
  template void add_column_sums<Scalar>(const Scalar*, std::ptrdiff_t, std::ptrdiff_t, Scalar*);
TRYALL_INSTANTIATE(float)
TRYALL_INSTANTIATE(double)
#undef TRYALL_INSTANTIATE
// NOLINTEND(bugprone-macro-parentheses)

}  // namespace tryall::kernels
#endif
