#pragma once

#include "tryall/buffer.hpp"
#include "tryall/random.hpp"

namespace tryall::testing {

/// Normal numbers of mean 0 and standard deviation `scale`, others in each substream.
template <class Scalar = double>
Buffer<Scalar> random_values(std::size_t size, std::uint32_t substream, double scale = 1) {
  const Stream stream(21, Purpose::init, substream);
  Buffer<Scalar> values(size);
  for (std::size_t i = 0; i < size; ++i) values[i] = static_cast<Scalar>(scale * stream.normal(i));
  return values;
}

}  // namespace tryall::testing
