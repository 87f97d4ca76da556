#pragma once

#include "tryall/kernels/math/format.hpp"

namespace tryall::kernels {
namespace detail {

/// x = 2^k (1 + f), 1 + f between the roots of 1/2 and 2; x is a normal number above 0.
template <std::floating_point S>
struct ExponentAndRest {
  S k, f;
  BitsOf<S> biased;  ///< k + bias
};
template <std::floating_point S>
TRYALL_KERNELS_INLINE ExponentAndRest<S> exponent_and_rest(S x) {
  constexpr S root_half = pick<S>(0x1.6a09e6p-1F, 0x1.6a09e667f3bcdp-1);
  constexpr S shift = pick<S>(0x1p23F, 0x1p52);
  constexpr BitsOf<S> low = std::bit_cast<BitsOf<S>>(root_half), one = std::bit_cast<BitsOf<S>>(S{1}),
                      mantissa = (BitsOf<S>{1} << mantissa_bits<S>)-1;
  const BitsOf<S> moved = bits_of(x) + (one - low);
  const BitsOf<S> biased = moved >> mantissa_bits<S>;
  const S k = from_bits<S>(biased | std::bit_cast<BitsOf<S>>(shift)) - (shift + static_cast<S>(bias<S>));
  return {k, from_bits<S>((moved & mantissa) + low) - S{1}, biased};
}

/// k log 2 + log(1 + f) + more, where `more` is small beside the others. With s = f / (2 + f), log(1 + f) =
/// log((1 + s) / (1 - s)) = 2 s + s^3 p(s^2), and 2 s = f - f^2 / 2 + s f^2 / 2.
template <std::floating_point S>
TRYALL_KERNELS_INLINE S log_of_parts(S k, S f, S more) {
  constexpr S log2 = std::numbers::ln2_v<S>, log2_rest = pick<S>(-0x1.05c610p-29F, 0x1.abc9e3b39803fp-56);
  const S s = f / (S{2} + f), z = s * s, half_square = S{0.5} * f * f;
  const S curve = std::fma(z, polynomial(Coefficients<S>::logarithm, z), half_square);
  const S small = std::fma(s, curve, std::fma(k, log2_rest, more));
  return std::fma(k, log2, f - (half_square - small));
}

}  // namespace detail

/// The natural logarithm: -inf of 0, NaN of what is below.
template <std::floating_point S>
TRYALL_KERNELS_INLINE S log(S x) {
  using namespace detail;
  constexpr S up = pick<S>(0x1p24F, 0x1p54), octaves = pick<S>(24, 54);
  const bool denormal = x < smallest<S>;
  const ExponentAndRest<S> of = exponent_and_rest(denormal ? x * up : x);
  const S value = log_of_parts(denormal ? of.k - octaves : of.k, of.f, S{0});
  const S beyond = x == S{0} ? -infinity<S> : x > S{0} ? x : not_a_number<S>;
  return x > S{0} && x < infinity<S> ? value : beyond;
}

/// log(1 + x), which keeps its digits near 0: -inf of -1, NaN of what is below.
template <std::floating_point S>
TRYALL_KERNELS_INLINE S log1p(S x) {
  using namespace detail;
  const Pair<S> sum = sum_of_any(S{1}, x);
  const ExponentAndRest<S> of = exponent_and_rest(sum.value);
  // log(value + rest) = log value + rest / value; 1 / (1 + f) is (1 - f) (1 + f^2) to 3 %, the better the
  // nearer to 0.
  const S reciprocal = (S{1} - of.f) * std::fma(of.f, of.f, S{1});
  const S octave = from_bits<S>((bias<S> + bias<S> - of.biased) << mantissa_bits<S>);
  const S more = x > pick<S>(0x1p30F, 0x1p60) ? S{0} : sum.rest * octave * reciprocal;
  const S value = std::copysign(log_of_parts(of.k, of.f, more), x);
  const S beyond = x == S{-1} ? -infinity<S> : x > S{0} ? x : not_a_number<S>;
  return x > S{-1} && x < infinity<S> ? value : beyond;
}

}  // namespace tryall::kernels
