#pragma once

#include <cmath>

#include "tryall/init/initializer.hpp"

namespace tryall::testing {

/// The block's weights under the seed; what the initializer forgets stays NaN.
inline std::vector<double> filled(const Choice& choice, const ParameterBlock& block, std::uint64_t seed = 1) {
  std::vector<double> weights(block.size(), std::nan(""));
  init::fill(with_defaults(init::initializers(), choice), block, Stream(seed, Purpose::init), weights);
  return weights;
}

/// A dense layer's block.
inline ParameterBlock dense(std::size_t inputs, std::size_t outputs) {
  return {.shape = {outputs, inputs}, .fan_in = inputs, .fan_out = outputs};
}

}  // namespace tryall::testing
