#include "tryall/random.hpp"

#include <Random123/philox.h>

#include <cmath>
#include <numbers>
#include <utility>

#include "tryall/kernels/each.hpp"

namespace tryall {
namespace {

std::uint64_t joined(std::uint32_t low, std::uint32_t high) {
  return (static_cast<std::uint64_t>(high) << 32) | low;
}

double unit_interval(std::uint64_t bits) { return static_cast<double>(bits >> 11) * 0x1.0p-53; }

using Bits = std::array<std::uint32_t, 4>;

r123::Philox4x32::key_type key_of(std::uint64_t seed) {
  return {{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}};
}

Bits philox(std::uint64_t seed, const r123::Philox4x32::ctr_type& counter) {
  const r123::Philox4x32::ctr_type bits = r123::Philox4x32()(counter, key_of(seed));
  return {bits[0], bits[1], bits[2], bits[3]};
}

double uniform_from(const Bits& bits) { return unit_interval(joined(bits[0], bits[1])); }

double normal_from(const Bits& bits, bool first) {
  const double radius = std::sqrt(-2.0 * std::log1p(-unit_interval(joined(bits[0], bits[1]))));
  const double angle = 2.0 * std::numbers::pi * unit_interval(joined(bits[2], bits[3]));
  return radius * (first ? std::cos(angle) : std::sin(angle));
}

std::uint64_t below_from(const Bits& bits, std::uint64_t bound) {
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::uint64_t>((static_cast<Wide>(joined(bits[0], bits[1])) * bound) >> 64);
}

}  // namespace

std::array<std::uint32_t, 4> Stream::block(std::uint64_t i) const {
  return philox(seed_, {{static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i >> 32), substream_,
                         static_cast<std::uint32_t>(purpose_)}});
}

double Stream::uniform(std::uint64_t i) const { return uniform_from(block(i)); }

double Stream::normal(std::uint64_t i) const { return normal_from(block(i / 2), i % 2 == 0); }

std::uint64_t Stream::below(std::uint64_t i, std::uint64_t bound) const {
  return below_from(block(i), bound);
}

std::array<std::uint32_t, 4> SampleStream::block(std::uint32_t i) const {
  return philox(seed_, {{i, sample_, epoch_, purpose_}});
}

void SampleStream::blocks(std::span<std::array<std::uint32_t, 4>> room) const {
  for (std::size_t i = 0; i < room.size(); ++i) room[i][0] = static_cast<std::uint32_t>(i);
  const r123::Philox4x32::key_type key = key_of(seed_);
  kernels::each(
      [key, sample = sample_, epoch = epoch_, purpose = purpose_](std::array<std::uint32_t, 4>& block) {
        const r123::Philox4x32::ctr_type bits = r123::Philox4x32()({{block[0], sample, epoch, purpose}}, key);
        block = {bits[0], bits[1], bits[2], bits[3]};
      },
      room.size(), room.data());
}

double SampleStream::uniform(std::uint32_t i) const { return uniform_from(block(i)); }

double SampleStream::normal(std::uint32_t i) const { return normal_from(block(i / 2), i % 2 == 0); }

std::uint64_t SampleStream::below(std::uint32_t i, std::uint64_t bound) const {
  return below_from(block(i), bound);
}

void shuffle(std::vector<std::uint32_t>& items, const Stream& stream) {
  for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[stream.below(i - 1, i)]);
}

}  // namespace tryall
