#pragma once

#include "tryall/buffer.hpp"
#include "tryall/random.hpp"

namespace tryall::bench {

/// Normal numbers of this standard deviation, the same in every run; other ones for each substream.
inline Buffer<float> random_buffer(std::size_t size, std::uint32_t substream = 0, double deviation = 1) {
  const Stream stream(21, Purpose::init, substream);
  Buffer<float> values(size);
  for (std::size_t i = 0; i < size; ++i) values[i] = static_cast<float>(deviation * stream.normal(i));
  return values;
}

}  // namespace tryall::bench
