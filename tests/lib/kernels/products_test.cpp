#include "kernels/products.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "catch.hpp"
#include "random_values.hpp"
#include "with_isa.hpp"

using namespace tryall;

namespace {

/// The definition: one chain an element, and chains of 256 terms where they are added up.
template <class S>
struct Matrices {
  Matrices(std::ptrdiff_t rows, std::ptrdiff_t terms, std::ptrdiff_t columns)
      : rows(rows),
        terms(terms),
        columns(columns),
        a(testing::random_values<S>(rows * terms, 1)),
        b(testing::random_values<S>(terms * columns, 2)),
        start(testing::random_values<S>(columns, 3)),
        c(testing::random_values<S>(rows * columns, 4)) {}

  kernels::Product<S> product(Buffer<S>& result, bool transposed = false) const {
    return {rows,     terms,   columns,       a.data(), transposed ? 1 : terms, transposed ? rows : 1,
            b.data(), columns, result.data(), columns};
  }
  S left(std::ptrdiff_t i, std::ptrdiff_t k, bool transposed) const {
    return a[static_cast<std::size_t>(transposed ? k * rows + i : i * terms + k)];
  }
  S chain(std::ptrdiff_t i, std::ptrdiff_t j, std::ptrdiff_t begin, std::ptrdiff_t end, S sum,
          bool transposed) const {
    for (std::ptrdiff_t k = begin; k < end; ++k)
      sum = std::fma(left(i, k, transposed), b[static_cast<std::size_t>(k * columns + j)], sum);
    return sum;
  }
  Buffer<S> multiplied(bool from_start) const {
    Buffer<S> result = c;
    for (std::ptrdiff_t i = 0; i < rows; ++i)
      for (std::ptrdiff_t j = 0; j < columns; ++j)
        result[static_cast<std::size_t>(i * columns + j)] =
            chain(i, j, 0, terms, from_start ? start[static_cast<std::size_t>(j)] : S{0}, false);
    return result;
  }
  Buffer<S> added() const {
    Buffer<S> result = c;
    for (std::ptrdiff_t i = 0; i < rows; ++i)
      for (std::ptrdiff_t j = 0; j < columns; ++j)
        for (std::ptrdiff_t k = 0; k < terms; k += 256)
          result[static_cast<std::size_t>(i * columns + j)] +=
              chain(i, j, k, std::min(terms, k + 256), S{0}, true);
    return result;
  }

  std::ptrdiff_t rows, terms, columns;
  Buffer<S> a, b, start, c;
};

}  // namespace

TEMPLATE_TEST_CASE("a product is one chain of fused multiply-adds an element, on every instruction set", "",
                   float, double) {
  const std::vector<std::ptrdiff_t> sizes = {1, 7, 17, 33, 130};
  for (const std::ptrdiff_t rows : sizes)
    for (const std::ptrdiff_t terms : {0, 1, 17, 33, 300})
      for (const std::ptrdiff_t columns : sizes) {
        const Matrices<TestType> matrices(rows, terms, columns);
        const auto with_start = matrices.multiplied(true), without = matrices.multiplied(false);
        const auto added = matrices.added();
        for (const kernels::Isa isa : kernels::available_isas()) {
          INFO(kernels::name(isa) << ": " << rows << " x " << terms << " x " << columns);
          const testing::WithIsa scope(isa);
          Buffer<TestType> result = matrices.c;
          kernels::multiply(matrices.product(result), matrices.start.data());
          CHECK((result == with_start));
          kernels::multiply(matrices.product(result));
          CHECK((result == without));
          result = matrices.c;
          kernels::add_product(matrices.product(result, true));
          CHECK((result == added));
        }
      }
}

TEST_CASE("sums of columns are chains as a product's") {
  const auto values = testing::random_values<float>(std::ptrdiff_t{700} * 5, 1);
  Buffer<float> expected(5, 1.0F), sums(5, 1.0F);
  for (std::size_t j = 0; j < 5; ++j)
    for (std::size_t begin = 0; begin < 700; begin += 256) {
      float chain = 0;
      for (std::size_t i = begin; i < std::min<std::size_t>(700, begin + 256); ++i)
        chain += values[i * 5 + j];
      expected[j] += chain;
    }
  kernels::add_column_sums(values.data(), 700, 5, sums.data());
  CHECK((sums == expected));
}

TEST_CASE("a transpose has the rows of the one as the columns of the other") {
  const auto values = testing::random_values<double>(std::ptrdiff_t{19} * 33, 1);
  Buffer<double> turned(values.size());
  kernels::transpose(values.data(), 33, 19, 33, turned.data());
  for (std::size_t i = 0; i < 19; ++i)
    for (std::size_t j = 0; j < 33; ++j) CHECK(turned[j * 19 + i] == values[i * 33 + j]);
}
