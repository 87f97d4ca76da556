#include "newton_schulz.hpp"

#include <algorithm>
#include <utility>

#include "../stop_check.hpp"
#include "kernels/products.hpp"
#include "tryall/kernels/each.hpp"
#include "tryall/kernels/sums.hpp"

namespace tryall::optim {
namespace {

struct ProductSize {
  std::ptrdiff_t rows, inner, columns;
};

/// c = a b, in C order: a is rows x inner, b inner x columns.
template <class Scalar>
void multiply_matrices(const Scalar* a, const Scalar* b, Scalar* c, ProductSize size) {
  kernels::multiply<Scalar>({.rows = size.rows,
                             .terms = size.inner,
                             .columns = size.columns,
                             .a = a,
                             .a_row = size.inner,
                             .b = b,
                             .b_term = size.columns,
                             .c = c,
                             .c_row = size.columns});
}

}  // namespace

template <class Scalar>
NewtonSchulz<Scalar>::NewtonSchulz(const std::vector<ParameterBlock>& matrices) {
  std::size_t size = 0, side = 0;
  for (const ParameterBlock& block : matrices) {
    size = std::max(size, block.size());
    side = std::max(side, std::min(block.rows(), block.columns()));
  }
  matrix_.resize(size);
  product_.resize(size);
  square_.resize(side * side);
  polynomial_.resize(side * side);
}

template <class Scalar>
void NewtonSchulz<Scalar>::orthogonalize(const ParameterBlock& block) {
  constexpr int steps = 5;
  constexpr double smallest_norm = 1e-7;
  const double norm = kernels::norm(matrix(block));
  kernels::each([scale = static_cast<Scalar>(1.0 / (norm + smallest_norm))](Scalar& x) { x *= scale; },
                block.size(), matrix_.data());
  for (int step = 0; step < steps; ++step) {
    check_stop();
    improve(static_cast<std::ptrdiff_t>(block.columns()), static_cast<std::ptrdiff_t>(block.rows()));
  }
}

template <class Scalar>
void NewtonSchulz<Scalar>::improve(std::ptrdiff_t rows, std::ptrdiff_t columns) {
  constexpr auto a = static_cast<Scalar>(3.4445), b = static_cast<Scalar>(-4.7750),
                 c = static_cast<Scalar>(2.0315);
  const bool wide = rows <= columns;  // else X^T is, whose result is the result's transpose
  const std::ptrdiff_t side = std::min(rows, columns);
  Scalar *x = matrix_.data(), *square = square_.data(), *polynomial = polynomial_.data();
  Scalar* product = product_.data();  // the transpose at first
  kernels::transpose(x, columns, rows, columns, product);
  if (wide)
    multiply_matrices(x, product, square, {side, columns, side});
  else
    multiply_matrices(product, x, square, {side, rows, side});
  multiply_matrices(square, square, polynomial, {side, side, side});
  kernels::each([](Scalar& p, const Scalar& s) { p = b * s + c * p; }, static_cast<std::size_t>(side * side),
                polynomial, std::as_const(square));
  if (wide)
    multiply_matrices(polynomial, x, product, {side, side, columns});
  else
    multiply_matrices(x, polynomial, product, {rows, side, side});
  kernels::each([](Scalar& value, const Scalar& p) { value = a * value + p; },
                static_cast<std::size_t>(rows * columns), x, std::as_const(product));
}

template class NewtonSchulz<float>;
template class NewtonSchulz<double>;

}  // namespace tryall::optim
