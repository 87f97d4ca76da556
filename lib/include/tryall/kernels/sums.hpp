#pragma once

#include <cmath>
#include <cstddef>
#include <span>

// Sums over values, in double and in an order that no instruction set changes: sixteen partial sums, value i
// in partial sum i mod 16, which are added 8 to 8, 4 to 4, 2 to 2 and 1 to 1 at the end. A sum of nothing is
// 0.

namespace tryall::kernels {

double sum(std::span<const float> values);
double sum(std::span<const double> values);
double sum_of_squares(std::span<const float> values);
double sum_of_squares(std::span<const double> values);
/// Of |x|.
double sum_of_magnitudes(std::span<const float> values);
double sum_of_magnitudes(std::span<const double> values);
/// Of the products a[i] b[i], each rounded; both are of the same length.
double dot(std::span<const float> a, std::span<const float> b);
double dot(std::span<const double> a, std::span<const double> b);

/// The Euclidean norm.
inline double norm(std::span<const float> values) { return std::sqrt(sum_of_squares(values)); }
inline double norm(std::span<const double> values) { return std::sqrt(sum_of_squares(values)); }

/// The largest |x|, NaN passed over; 0 of nothing.
double largest_magnitude(std::span<const float> values);
double largest_magnitude(std::span<const double> values);
/// How many values are 0.
std::size_t count_zeros(std::span<const float> values);
std::size_t count_zeros(std::span<const double> values);

}  // namespace tryall::kernels
