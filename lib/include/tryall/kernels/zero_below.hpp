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

}  // namespace tryall::kernels
