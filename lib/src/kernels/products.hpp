#pragma once

#include <cstddef>

namespace tryall::kernels {

/// A product of matrices A (rows x terms) and B (terms x columns). Every element of it is one chain of fused
/// multiply-adds over the terms in ascending order, c = fma(a[k], b[k], c): bits depend neither on the width
/// of vectors nor on how the matrices are cut into tiles.
template <class Scalar>
struct Product {
  std::ptrdiff_t rows = 0, terms = 0, columns = 0;
  const Scalar* a = nullptr;  ///< Element (i, k) at a[i * a_row + k * a_term].
  std::ptrdiff_t a_row = 0, a_term = 1;
  const Scalar* b = nullptr;  ///< Element (k, j) at b[k * b_term + j].
  std::ptrdiff_t b_term = 0;
  Scalar* c = nullptr;  ///< Element (i, j) at c[i * c_row + j].
  std::ptrdiff_t c_row = 0;
};

/// What happens at the ends of the chains.
template <class Scalar>
struct Ends {
  const Scalar* start = nullptr;  ///< A value a column to start from; null: 0.
  bool goes_on = false;           ///< The chains go on from what is stored.
  bool adds = false;              ///< The chains' ends are added to what is stored.
};

/// C = A B, the chain of element (i, j) starting from start[j], or from 0 where `start` is null.
template <class Scalar>
void multiply(const Product<Scalar>& product, const Scalar* start = nullptr);

/// The same with chains that go on from what C holds.
template <class Scalar>
void multiply_on(const Product<Scalar>& product);

/// Terms that make up one chain of a sum over samples: more of them are added chain by chain, so that a long
/// sum in float keeps its digits. Part of the numerics version.
inline constexpr std::ptrdiff_t chain_terms = 256;

/// C += A B, where the chains of up to `chain_terms` terms each start from 0 and are added to C in their
/// order.
template <class Scalar>
void add_product(const Product<Scalar>& product);

/// out (columns x rows, C order) = the transpose of in (rows x columns), whose rows begin `in_row` apart.
template <class Scalar>
void transpose(const Scalar* in, std::ptrdiff_t in_row, std::ptrdiff_t rows, std::ptrdiff_t columns,
               Scalar* out);

/// sums[j] += the sum of values[i * columns + j] over the rows i, in their order, by chains as add_product's.
template <class Scalar>
void add_column_sums(const Scalar* values, std::ptrdiff_t rows, std::ptrdiff_t columns, Scalar* sums);

}  // namespace tryall::kernels
