#include "random_state.hpp"

#include <cmath>
#include <utility>

#include "tryall/kernels/math.hpp"

namespace tryall::functions {

double RandomState::uniform(double low, double high) {
  const auto high_bits = static_cast<double>(bits_() >> 5U);
  const auto low_bits = static_cast<double>(bits_() >> 6U);
  return low + (high - low) * ((high_bits * 67108864.0 + low_bits) / 9007199254740992.0);
}

double RandomState::normal(double mean, double deviation) {
  if (std::exchange(has_kept_, false)) return mean + deviation * kept_;
  double x = 0, y = 0, square = 0;
  do {
    x = uniform(-1, 1);
    y = uniform(-1, 1);
    square = x * x + y * y;
  } while (square >= 1 || square == 0);
  const double length = std::sqrt(-2 * kernels::log(square) / square);
  kept_ = length * x;
  has_kept_ = true;
  return mean + deviation * length * y;
}

}  // namespace tryall::functions
