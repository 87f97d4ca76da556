#include "tryall/random.hpp"

#include <Random123/philox.h>

#include <cmath>
#include <utility>

#include "tryall/kernels/each.hpp"
#include "tryall/kernels/math.hpp"

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

/// Two standard normal numbers of two uniform ones.
struct BoxMuller {
  void operator()(const double& u, const double& v, double& first, double& second) const {
    const double radius = std::sqrt(-2.0 * kernels::log1p(-u));
    first = radius * kernels::cos_pi(2.0 * v);
    second = radius * kernels::sin_pi(2.0 * v);
  }
};

/// The draws from `first` on, two of each block(k).
template <class Block>
void normals_from(std::uint64_t first, std::span<double> draws, const Block& block) {
  constexpr std::size_t pairs = 64;
  std::array<double, pairs> u, v, even, odd;
  const std::uint64_t end = first + draws.size();
  for (std::uint64_t k = first / 2; 2 * k < end; k += pairs) {
    const std::size_t count = std::min<std::uint64_t>(pairs, (end + 1) / 2 - k);
    for (std::size_t j = 0; j < count; ++j) {
      const Bits bits = block(k + j);
      u[j] = unit_interval(joined(bits[0], bits[1]));
      v[j] = unit_interval(joined(bits[2], bits[3]));
    }
    kernels::each(BoxMuller{}, count, std::as_const(u).data(), std::as_const(v).data(), even.data(),
                  odd.data());
    for (std::size_t j = 0; j < count; ++j) {
      const std::uint64_t i = 2 * (k + j);
      if (i >= first) draws[i - first] = even[j];
      if (i + 1 < end) draws[i + 1 - first] = odd[j];
    }
  }
}

template <class AnyStream, class Index>
double normal_of(const AnyStream& stream, Index i) {
  double draw = 0;
  stream.normals(i, {&draw, 1});
  return draw;
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

double Stream::normal(std::uint64_t i) const { return normal_of(*this, i); }

void Stream::normals(std::uint64_t first, std::span<double> draws) const {
  normals_from(first, draws, [this](std::uint64_t k) { return block(k); });
}

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

double SampleStream::normal(std::uint32_t i) const { return normal_of(*this, i); }

void SampleStream::normals(std::uint64_t first, std::span<double> draws) const {
  normals_from(first, draws, [this](std::uint64_t k) { return block(static_cast<std::uint32_t>(k)); });
}

std::uint64_t SampleStream::below(std::uint32_t i, std::uint64_t bound) const {
  return below_from(block(i), bound);
}

void shuffle(std::vector<std::uint32_t>& items, const Stream& stream) {
  for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[stream.below(i - 1, i)]);
}

}  // namespace tryall
