#include "numbers.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace tryall::reports {

double six_digits(double value) {
  constexpr double exact_below = 1e6;
  if (!std::isfinite(value) || (std::abs(value) < exact_below && value == std::trunc(value))) return value;
  std::array<char, 32> text = {};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific, 5);
  double result = value;
  std::from_chars(text.data(), end.ptr, result);
  return result;
}

double as_written(double value) {
  return std::isfinite(value) ? six_digits(value) : std::numeric_limits<double>::quiet_NaN();
}

std::string number_text(double value) { return fmt::format("{:.6g}", value); }

}  // namespace tryall::reports
