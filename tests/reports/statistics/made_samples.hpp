#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "tryall/random.hpp"

namespace tryall::testing {

/// n standard normal values, another sample for each `number`.
inline std::vector<double> normal_sample(std::size_t n, std::uint32_t number, std::uint64_t seed = 1) {
  const Stream stream(seed, Purpose::noise, number);
  std::vector<double> result;
  for (std::uint64_t i = 0; i < n; ++i) result.push_back(stream.normal(i));
  return result;
}

inline std::vector<double> lognormal_sample(std::size_t n, std::uint32_t number, std::uint64_t seed = 1) {
  std::vector<double> result = normal_sample(n, number, seed);
  for (double& value : result) value = std::exp(value);
  return result;
}

/// factor x + offset of each value.
inline std::vector<double> moved(std::vector<double> values, double factor, double offset) {
  for (double& value : values) value = factor * value + offset;
  return values;
}

}  // namespace tryall::testing
