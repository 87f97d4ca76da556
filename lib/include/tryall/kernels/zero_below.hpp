#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <type_traits>

namespace tryall::kernels {

/// x, and 0 where |x| < smallest; NaN stays NaN. It keeps denormals out of a product. By its bits: of a plain
/// selection, compilers make one between 0 and the product, and work that out for the denormals as well.
template <class Scalar>
Scalar zero_below(Scalar x, Scalar smallest) {
  using Bits = std::conditional_t<sizeof(Scalar) == sizeof(std::uint32_t), std::uint32_t, std::uint64_t>;
  const Bits mask = std::abs(x) < smallest ? Bits{0} : ~Bits{0};
  return std::bit_cast<Scalar>(std::bit_cast<Bits>(x) & mask);
}

/// What a loss or an activation hands back is 0 below this: 2^-100 (7.9e-31) in single precision, 2^-960 in
/// double. What such a gradient is multiplied by would make denormals of it, and no optimizer moves a weight
/// by it: its square is 0.
template <class Scalar>
inline constexpr Scalar smallest_gradient = static_cast<Scalar>(sizeof(Scalar) == sizeof(float) ? 0x1p-100
                                                                                                : 0x1p-960);

/// x, and 0 where |x| is below smallest_gradient.
template <class Scalar>
Scalar gradient(Scalar x) {
  return zero_below(x, smallest_gradient<Scalar>);
}

}  // namespace tryall::kernels
