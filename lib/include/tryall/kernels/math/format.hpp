#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numbers>
#include <type_traits>

#include "tryall/kernels/math/coefficients.hpp"

// What the functions of kernels/math.hpp are made of: the bits of a number, whole numbers as floating point,
// polynomials.

/// Inlined wherever it is called, so that it is compiled for the instruction set of the loop around it.
#define TRYALL_KERNELS_INLINE [[gnu::always_inline]] inline

namespace tryall::kernels::detail {

template <std::floating_point S>
using BitsOf = std::conditional_t<sizeof(S) == 4, std::uint32_t, std::uint64_t>;

/// Stored bits of the mantissa, and what is added to the exponent.
template <std::floating_point S>
constexpr int mantissa_bits = std::numeric_limits<S>::digits - 1;
template <std::floating_point S>
constexpr BitsOf<S> bias = std::numeric_limits<S>::max_exponent - 1;

/// Of such constants, the value for the type.
template <std::floating_point S>
constexpr S pick(float single, double twice) {
  if constexpr (std::is_same_v<S, float>)
    return single;
  else
    return twice;
}

template <std::floating_point S>
constexpr S smallest = std::numeric_limits<S>::min();
template <std::floating_point S>
constexpr S infinity = std::numeric_limits<S>::infinity();
template <std::floating_point S>
constexpr S not_a_number = std::numeric_limits<S>::quiet_NaN();

template <std::floating_point S>
TRYALL_KERNELS_INLINE BitsOf<S> bits_of(S x) {
  return std::bit_cast<BitsOf<S>>(x);
}
template <std::floating_point S>
TRYALL_KERNELS_INLINE S from_bits(BitsOf<S> bits) {
  return std::bit_cast<S>(bits);
}

/// c[First] + c[First + 1] x + c[First + 2] x^2 + ..., from the highest power down, each step rounded once.
template <std::size_t First = 0, class S, std::size_t Count>
TRYALL_KERNELS_INLINE S polynomial(const std::array<S, Count>& c, S x) {
  if constexpr (First + 1 == Count)
    return c[First];
  else
    return std::fma(polynomial<First + 1>(c, x), x, c[First]);
}

/// round(x factor), ties to even, for |x factor| below 2^22 (double: 2^51). The low bits of `shifted` are the
/// whole number itself.
template <std::floating_point S>
struct Rounded {
  S value, shifted;
};
template <std::floating_point S>
TRYALL_KERNELS_INLINE Rounded<S> rounded(S x, S factor) {
  constexpr S shift = pick<S>(0x1.8p23F, 0x1.8p52);
  const S shifted = std::fma(x, factor, shift);
  return {shifted - shift, shifted};
}

/// 2^(k + more), a normal number, of the whole number k that was rounded to.
template <std::floating_point S>
TRYALL_KERNELS_INLINE S power_of_two(S shifted, int more = 0) {
  return from_bits<S>((bits_of(shifted) + bias<S> + static_cast<BitsOf<S>>(more)) << mantissa_bits<S>);
}

/// A rounded value and what it lacks.
template <std::floating_point S>
struct Pair {
  S value, rest;
};
/// a + b for |a| >= |b| (Dekker 1971), and whichever is larger (Knuth).
template <std::floating_point S>
TRYALL_KERNELS_INLINE Pair<S> sum_of(S a, S b) {
  const S sum = a + b;
  return {sum, b - (sum - a)};
}
template <std::floating_point S>
TRYALL_KERNELS_INLINE Pair<S> sum_of_any(S a, S b) {
  const S sum = a + b, moved = sum - a;
  return {sum, (a - (sum - moved)) + (b - moved)};
}
template <std::floating_point S>
TRYALL_KERNELS_INLINE Pair<S> product_of(S a, S b) {
  const S product = a * b;
  return {product, std::fma(a, b, -product)};
}

}  // namespace tryall::kernels::detail
