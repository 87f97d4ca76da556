#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <tuple>
#include <type_traits>

#include "tryall/kernels/isa.hpp"

// A loop over values, once for each instruction set, so that a rule on scalars is compiled for all of them
// and the program takes the widest vectors that the processor has. Bits are the same with each: a rule
// consists of operations that IEEE 754 rounds exactly (+ - * /, std::sqrt, std::fma, std::abs, comparisons
// and selections) and of the functions of kernels/math.hpp, and the compiler is told to fuse none of them
// (-ffp-contract=off, which everything that links tryall::train is compiled with).

namespace tryall::kernels::detail {

/// Denormals are flushed to 0 where they would be stored: they slow processors down by a factor of a hundred,
/// and flushing by the processor's own mode differs between them. NaN stays NaN.
template <class T>
inline void flush(T& value) {
  if constexpr (!std::is_const_v<T> && std::is_floating_point_v<T>)
    value = std::abs(value) < std::numeric_limits<T>::min() ? T{0} : value;
}

// flatten: the rule is inlined whole, or it would be compiled for the plain set alone.
#define TRYALL_KERNELS_LOOP                                                                                \
  template <class Rule, class... Values>                                                                   \
  [[gnu::flatten]] void each(const Rule& the_rule, std::size_t size, Values* __restrict... values) {       \
    const Rule rule = the_rule; /* a copy of its own, which no store can change */                         \
    for (std::size_t i = 0; i < size; ++i) {                                                               \
      rule(values[i]...);                                                                                  \
      (flush(values[i]), ...);                                                                             \
    }                                                                                                      \
  }                                                                                                        \
  template <class RowOf>                                                                                   \
  [[gnu::flatten]] void each_row(std::size_t rows, std::size_t size, const RowOf& the_row_of) {            \
    const RowOf row_of = the_row_of;                                                                       \
    for (std::size_t row = 0; row < rows; ++row)                                                           \
      std::apply([size](const auto& rule, auto*... values) { each(rule, size, values...); }, row_of(row)); \
  }

namespace plain {
TRYALL_KERNELS_LOOP
}  // namespace plain

#if defined(__x86_64__)
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,fma")
#endif
namespace avx2 {
TRYALL_KERNELS_LOOP
}  // namespace avx2
#if defined(__clang__)
#pragma clang attribute pop
#pragma clang attribute push(__attribute__((target("avx2,fma,avx512f,avx512bw,avx512dq,avx512vl"))), \
                             apply_to = function)
#else
#pragma GCC pop_options
#pragma GCC push_options
#pragma GCC target("avx2,fma,avx512f,avx512bw,avx512dq,avx512vl,prefer-vector-width=512")
#endif
namespace avx512 {
TRYALL_KERNELS_LOOP
}  // namespace avx512
#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#endif

#undef TRYALL_KERNELS_LOOP

}  // namespace tryall::kernels::detail

namespace tryall::kernels {

/// Calls rule(a[i], b[i], ...) for every i below `size`, in any order. What the rule writes is flushed: a
/// denormal becomes 0. The arrays do not overlap. A rule takes what it writes by reference and is a small
/// struct (or lambda that captures by value) whose operator() is const.
template <class Rule, class... Values>
void each(const Rule& rule, std::size_t size, Values*... values) {
  switch (isa()) {
#if defined(__x86_64__)
    case Isa::avx512:
      return detail::avx512::each(rule, size, values...);
    case Isa::avx2:
      return detail::avx2::each(rule, size, values...);
#endif
    default:
      return detail::plain::each(rule, size, values...);
  }
}

/// As each, for every row below `rows` in this order: `row_of(row)` is the tuple of the rule and the arrays
/// of its values. What a row writes may overlap what a later one does.
template <class RowOf>
void each_row(std::size_t rows, std::size_t size, const RowOf& row_of) {
  switch (isa()) {
#if defined(__x86_64__)
    case Isa::avx512:
      return detail::avx512::each_row(rows, size, row_of);
    case Isa::avx2:
      return detail::avx2::each_row(rows, size, row_of);
#endif
    default:
      return detail::plain::each_row(rows, size, row_of);
  }
}

}  // namespace tryall::kernels
