#include "tryall/statistics/resampler.hpp"

namespace tryall::statistics {
namespace {

/// FNV-1a, 64 bits.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char character : text) hash = (hash ^ static_cast<unsigned char>(character)) * 0x100000001b3;
  return hash;
}

}  // namespace

Resampler::Resampler(std::string_view key, std::uint32_t part)
    : stream_(hash_of(key), Purpose::resampling, part) {}

std::uint32_t Resampler::below(std::uint32_t bound) {
  if (left_ == 0) {
    words_ = stream_.block(block_++);
    left_ = static_cast<unsigned>(words_.size());
  }
  return static_cast<std::uint32_t>((static_cast<std::uint64_t>(words_[--left_]) * bound) >> 32);
}

void Resampler::draw(std::span<const double> values, std::span<double> sample) {
  const auto bound = static_cast<std::uint32_t>(values.size());
  for (double& value : sample) value = values[below(bound)];
}

}  // namespace tryall::statistics
