#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tryall::data {

/// The bytes of a NumPy file (format 1.0) of float64 values in C order with the shape {rows, columns}.
std::string to_npy(std::span<const double> values, std::size_t rows, std::size_t columns);

/// Arrays of one dimension: float64, int64, and text of a fixed width of code points ('<U', the longest
/// text's; what is no UTF-8 becomes U+FFFD).
std::string to_npy(const std::vector<double>& values);
std::string to_npy(const std::vector<std::int64_t>& values);
std::string to_npy(const std::vector<std::string>& values);

}  // namespace tryall::data
