#include "tryall/random.hpp"

#include <Random123/philox.h>

#include <cmath>
#include <numbers>
#include <utility>

namespace tryall {
namespace {

std::uint64_t joined(std::uint32_t low, std::uint32_t high) {
  return (static_cast<std::uint64_t>(high) << 32) | low;
}

double unit_interval(std::uint64_t bits) { return static_cast<double>(bits >> 11) * 0x1.0p-53; }

}  // namespace

std::array<std::uint32_t, 4> Stream::block(std::uint64_t i) const {
  const r123::Philox4x32::ctr_type counter = {{static_cast<std::uint32_t>(i),
                                               static_cast<std::uint32_t>(i >> 32), substream_,
                                               static_cast<std::uint32_t>(purpose_)}};
  const r123::Philox4x32::key_type key = {
      {static_cast<std::uint32_t>(seed_), static_cast<std::uint32_t>(seed_ >> 32)}};
  const r123::Philox4x32::ctr_type bits = r123::Philox4x32()(counter, key);
  return {bits[0], bits[1], bits[2], bits[3]};
}

double Stream::uniform(std::uint64_t i) const {
  const auto bits = block(i);
  return unit_interval(joined(bits[0], bits[1]));
}

double Stream::normal(std::uint64_t i) const {
  const auto bits = block(i / 2);
  const double radius = std::sqrt(-2.0 * std::log1p(-unit_interval(joined(bits[0], bits[1]))));
  const double angle = 2.0 * std::numbers::pi * unit_interval(joined(bits[2], bits[3]));
  return radius * (i % 2 == 0 ? std::cos(angle) : std::sin(angle));
}

std::uint64_t Stream::below(std::uint64_t i, std::uint64_t bound) const {
  const auto bits = block(i);
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::uint64_t>((static_cast<Wide>(joined(bits[0], bits[1])) * bound) >> 64);
}

void shuffle(std::vector<std::uint32_t>& items, const Stream& stream) {
  for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[stream.below(i - 1, i)]);
}

}  // namespace tryall
