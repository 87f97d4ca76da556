#pragma once

#include <concepts>
#include <cstdint>

namespace tryall::kernels {
namespace detail {

double whole_power(double x, std::int64_t n);
double real_power(double x, double y);

}  // namespace detail

// Powers of single numbers. They are not inlined, so a rule of kernels::each has them worked out before.

/// x^n by squaring, n of either sign.
template <std::floating_point S, std::integral N>
S pow(S x, N n) {
  return static_cast<S>(detail::whole_power(static_cast<double>(x), static_cast<std::int64_t>(n)));
}

/// x^y for x >= 0; NaN for x < 0.
template <std::floating_point S>
S pow(S x, S y) {
  return static_cast<S>(detail::real_power(static_cast<double>(x), static_cast<double>(y)));
}

}  // namespace tryall::kernels
