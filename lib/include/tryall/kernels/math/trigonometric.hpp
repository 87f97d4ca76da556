#pragma once

#include "tryall/kernels/math/format.hpp"

namespace tryall::kernels {
namespace detail {

/// An angle as a number of quarter turns and what is left, r + rest, |r| <= pi / 4.
template <std::floating_point S>
struct QuarterTurns {
  BitsOf<S> turns;  ///< In its low bits.
  S r, rest;
};

/// Of an angle in radians, up to 2^18 (double: 2^40).
template <std::floating_point S>
TRYALL_KERNELS_INLINE QuarterTurns<S> of_radians(S x) {
  // pi / 2 in three parts.
  constexpr S first = pick<S>(0x1.921fb6p+0F, 0x1.921fb54442d18p+0);
  constexpr S second = pick<S>(-0x1.777a5cp-25F, 0x1.1a62633145c07p-54);
  constexpr S third = pick<S>(-0x1.ee59dap-50F, -0x1.f1976b7ed8fbcp-110);
  const auto [k, shifted] = rounded(x, S{2} * std::numbers::inv_pi_v<S>);
  const Pair<S> product = product_of(k, second);
  const Pair<S> nearly = sum_of_any(std::fma(-k, first, x), -product.value);  // the fma is exact
  const Pair<S> r = sum_of(nearly.value, nearly.rest - std::fma(k, third, product.rest));
  return {bits_of(shifted), r.value, r.rest};
}

/// Of `halves` half turns, at least 0. A number too large to have a fraction is even.
template <std::floating_point S>
TRYALL_KERNELS_INLINE QuarterTurns<S> of_half_turns(S halves) {
  constexpr S pi_rest = pick<S>(-0x1.777a5cp-24F, 0x1.1a62633145c07p-53);
  const S within = halves - S{2} * std::floor(halves * S{0.5});  // exact, from 0 to 2
  const auto [k, shifted] = rounded(within, S{2});
  const S part = within - S{0.5} * k;
  const Pair<S> r = product_of(part, std::numbers::pi_v<S>);
  return {bits_of(shifted), r.value, std::fma(part, pi_rest, r.rest)};
}

/// sin(r + rest) and cos(r + rest).
template <std::floating_point S>
TRYALL_KERNELS_INLINE S sine_of_rest(S r, S rest) {
  const S z = r * r;
  const S curve = std::fma(z * r, polynomial(Coefficients<S>::sine, z), rest * std::fma(S{-0.5}, z, S{1}));
  return r + curve;
}
template <std::floating_point S>
TRYALL_KERNELS_INLINE S cosine_of_rest(S r, S rest) {
  const S z = r * r;
  const Pair<S> parabola = sum_of(S{1}, S{-0.5} * z);
  const S curve = std::fma(z * z, polynomial(Coefficients<S>::cosine, z), -r * rest);
  return parabola.value + (curve + parabola.rest);
}

/// The sine of an angle; a quarter turn on, its cosine.
template <std::floating_point S>
TRYALL_KERNELS_INLINE S sine_of(const QuarterTurns<S>& angle, BitsOf<S> on) {
  const BitsOf<S> turns = angle.turns + on;
  const S sine = sine_of_rest(angle.r, angle.rest), cosine = cosine_of_rest(angle.r, angle.rest);
  const S size = (turns & 1U) == 0 ? sine : cosine;
  return from_bits<S>(bits_of(size) ^ ((turns & 2U) << (mantissa_bits<S> == 23 ? 30 : 62)));
}

template <std::floating_point S>
constexpr S largest_angle = pick<S>(0x1p18F, 0x1p40);

}  // namespace detail

/// Of an angle in radians, up to 2^18 (double: 2^40); NaN beyond. sin_pi and cos_pi know no limit.
template <std::floating_point S>
TRYALL_KERNELS_INLINE S sin(S x) {
  using namespace detail;
  const S value = std::abs(x) <= largest_angle<S> ? sine_of(of_radians(x), 0) : not_a_number<S>;
  return x == S{0} ? x : value;
}
template <std::floating_point S>
TRYALL_KERNELS_INLINE S cos(S x) {
  using namespace detail;
  return std::abs(x) <= largest_angle<S> ? sine_of(of_radians(x), 1) : not_a_number<S>;
}

/// sin(pi x) and cos(pi x), exact where they are 0, 1 or -1.
template <std::floating_point S>
TRYALL_KERNELS_INLINE S sin_pi(S x) {
  using namespace detail;
  const S value = sine_of(of_half_turns(std::abs(x)), 0);
  return x < S{0} ? -value : x == S{0} ? x : value;
}
template <std::floating_point S>
TRYALL_KERNELS_INLINE S cos_pi(S x) {
  using namespace detail;
  return sine_of(of_half_turns(std::abs(x)), 1);
}

}  // namespace tryall::kernels
