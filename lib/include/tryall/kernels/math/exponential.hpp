#pragma once

#include "tryall/kernels/math/format.hpp"

namespace tryall::kernels {
namespace detail {

/// x + x_rest = k log 2 + r + rest with |r| <= log(2) / 2, k a whole number.
template <std::floating_point S>
struct OctaveAndRest {
  S shifted;  ///< k, as power_of_two takes it.
  S r, rest;
};
template <std::floating_point S>
TRYALL_KERNELS_INLINE OctaveAndRest<S> octave_and_rest(S x, S x_rest = 0) {
  constexpr S log2_rest = pick<S>(-0x1.05c610p-29F, 0x1.abc9e3b39803fp-56);
  const auto [k, shifted] = rounded(x, std::numbers::log2e_v<S>);
  const S nearly = std::fma(-k, std::numbers::ln2_v<S>, x);  // exact
  const Pair<S> r = sum_of(nearly, std::fma(-k, log2_rest, x_rest));
  return {shifted, r.value, r.rest};
}

/// e^r for |r| <= log(2) / 2.
template <std::floating_point S>
TRYALL_KERNELS_INLINE S exp_of_rest(S r) {
  return S{1} + std::fma(r * r, polynomial(Coefficients<S>::exponential, r), r);
}

/// e^x where that and its rounded exponent are normal: |x| <= 87 (double: 708). NaN stays NaN.
template <std::floating_point S>
TRYALL_KERNELS_INLINE S moderate_exp(S x) {
  const OctaveAndRest<S> of = octave_and_rest(x);
  return exp_of_rest(of.r) * power_of_two(of.shifted);
}

/// The least number whose e^x is normal, and the largest whose e^x is finite.
template <std::floating_point S>
constexpr S lowest_exponent = pick<S>(-0x1.5d589ep+6F, -0x1.6232bdd7abcd2p+9);
template <std::floating_point S>
constexpr S highest_exponent = pick<S>(0x1.62e42ep+6F, 0x1.62e42fefa39efp+9);

}  // namespace detail

/// e^x; 0 where that is denormal.
template <std::floating_point S>
TRYALL_KERNELS_INLINE S exp(S x) {
  using namespace detail;
  const OctaveAndRest<S> of = octave_and_rest(x);
  const S scaled =
      from_bits<S>(bits_of(exp_of_rest(of.r)) + (bits_of(of.shifted) << mantissa_bits<S>));  // 2^k of them
  return x < lowest_exponent<S> ? S{0} : x <= highest_exponent<S> ? scaled : x * infinity<S>;
}

/// e^x - 1, which keeps its digits near 0.
template <std::floating_point S>
TRYALL_KERNELS_INLINE S expm1(S x) {
  using namespace detail;
  const OctaveAndRest<S> of = octave_and_rest(x);
  const S curve = std::fma(of.r * of.r, polynomial(Coefficients<S>::exponential, of.r), of.rest);
  // 2^k (1 + r + curve) - 1, halved, since 2^k may be too large.
  const S half = power_of_two(of.shifted, -1);
  const S sum = S{2} * std::fma(half, curve, std::fma(half, of.r, half - S{0.5}));
  const S value = x < pick<S>(-20, -40) ? S{-1} : x <= highest_exponent<S> ? sum : x * infinity<S>;
  return std::copysign(value, x);
}

/// 1 / (1 + e^-x); 0 where that is denormal.
template <std::floating_point S>
TRYALL_KERNELS_INLINE S logistic(S x) {
  using namespace detail;
  const S size = std::abs(x);
  const S small = -size < lowest_exponent<S> ? S{0} : moderate_exp(-size);
  // 1 / (1 + small) or small / (1 + small), and what its rounding and that of the sum left.
  const S above = x < S{0} ? small : S{1};
  const Pair<S> below = sum_of(S{1}, small);
  const S reciprocal = S{1} / below.value;
  const S quotient = above * reciprocal;
  const S left = std::fma(-quotient, below.value, above) - quotient * below.rest;
  return std::fma(left, reciprocal, quotient);
}

/// (e^x - e^-x) / (e^x + e^-x).
template <std::floating_point S>
TRYALL_KERNELS_INLINE S tanh(S x) {
  using namespace detail;
  const S size = std::abs(x), square = x * x;
  const S near = std::fma(size * square, polynomial(Coefficients<S>::tangent, square), size);
  const S far = S{1} - S{2} / (moderate_exp(S{2} * size) + S{1});
  const S value = size < S{0.625} ? near : size > S{20} ? S{1} : far;
  return std::copysign(value, x);
}

}  // namespace tryall::kernels
