#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "tryall/random.hpp"

namespace tryall::statistics {

/// Draws with replacement. They depend on the key alone (a group's, say), not on who asked for what before:
/// two reports of one store agree, whatever else they hold. Philox, four draws a block.
class Resampler {
 public:
  /// `part` separates uses under the same key.
  explicit Resampler(std::string_view key, std::uint32_t part = 0);

  /// Uniform on 0 .. bound - 1, 0 < bound < 2^32; the bias is below bound / 2^32.
  std::uint32_t below(std::uint32_t bound);
  /// Puts `values`, drawn with replacement, into `sample`.
  void draw(std::span<const double> values, std::span<double> sample);

 private:
  Stream stream_;
  std::uint64_t block_ = 0;
  std::array<std::uint32_t, 4> words_ = {};
  unsigned left_ = 0;
};

}  // namespace tryall::statistics
