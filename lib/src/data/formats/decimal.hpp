#pragma once

#include <cstdint>
#include <string_view>

namespace tryall::data {

/// Reads digits with at most one point among them, and perhaps a minus in front, as most numbers in files
/// are written; false for anything else, such as an exponent or more digits than a double holds. The number
/// is the nearest double: digits below 2^53 and a power of ten up to 10^22 are both exact, and one division
/// rounds once (Clinger 1990).
inline bool plain_decimal(std::string_view cell, double& number) {
  constexpr double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8, 1e9,
                               1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18};
  constexpr std::size_t most_digits = 18;
  const bool negative = !cell.empty() && cell.front() == '-';
  if (negative) cell.remove_prefix(1);
  if (cell.size() > most_digits) return false;
  std::uint64_t digits = 0;
  std::size_t point = cell.size();
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const auto digit = static_cast<unsigned>(cell[i] - '0');
    if (digit <= 9) {
      digits = 10 * digits + digit;
    } else {
      if (cell[i] != '.' || point < cell.size()) return false;
      point = i;
    }
  }
  const bool pointed = point < cell.size();
  if (cell.size() == (pointed ? 1 : 0) || digits >= (std::uint64_t{1} << 53)) return false;
  const double size = static_cast<double>(digits) / powers[pointed ? cell.size() - point - 1 : 0];
  number = negative ? -size : size;
  return true;
}

}  // namespace tryall::data
