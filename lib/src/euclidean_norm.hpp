#pragma once

#include <cmath>
#include <span>

namespace tryall {

/// The Euclidean norm, summed in double.
template <class Scalar>
double euclidean_norm(std::span<const Scalar> values) {
  double sum = 0;
  for (const Scalar value : values) sum += static_cast<double>(value) * static_cast<double>(value);
  return std::sqrt(sum);
}

}  // namespace tryall
