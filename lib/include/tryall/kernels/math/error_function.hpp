#pragma once

#include "tryall/kernels/math/exponential.hpp"

namespace tryall::kernels {

/// 1 - erf x, which keeps its digits for large x. For x >= 0 it is e^-(x^2) q(t) / (1 + x) with a
/// polynomial q of t = (x - c) / (x + c), worked out in pairs, so that little more than the last rounding
/// remains.
template <std::floating_point S>
TRYALL_KERNELS_INLINE S erfc(S x) {
  using namespace detail;
  constexpr S last = pick<S>(0x1.2639bep+3F, 0x1.a8b12fc6e4891p+4);  // beyond, the result is denormal
  constexpr S center = pick<S>(3, 4);
  constexpr const auto& q = Coefficients<S>::error_function;
  const S size = std::abs(x);
  const S t = (size - center) / (size + center);
  const Pair<S> below = sum_of_any(S{1}, size);
  const S fraction = S{1} / below.value;
  const S fraction_rest = fraction * (std::fma(-fraction, below.value, S{1}) - fraction * below.rest);

  const Pair<S> sum = sum_of(q[0], t * polynomial<1>(q, t));
  const Pair<S> product = product_of(sum.value, fraction);
  const S product_rest = product.rest + std::fma(sum.value, fraction_rest, sum.rest * fraction);

  const Pair<S> square = product_of(x, x);
  const OctaveAndRest<S> of = octave_and_rest(-square.value, -square.rest);
  const Pair<S> line = sum_of(S{1}, of.r);
  const S curve = std::fma(of.r * of.r, polynomial(Coefficients<S>::exponential, of.r), of.rest);
  const Pair<S> bell = sum_of(line.value, line.rest + curve);

  const S upper =
      std::fma(bell.value, product.value, std::fma(bell.value, product_rest, bell.rest * product.value)) *
      power_of_two(of.shifted);
  const S value = size > last ? S{0} : upper;
  return x < S{0} ? S{2} - value : value;
}

}  // namespace tryall::kernels
