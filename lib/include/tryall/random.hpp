#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace tryall {

/// What random numbers are for. Each purpose has its own stream, so that adding a draw to one changes no
/// other. The numbers are part of what a seed means: never renumber them.
enum class Purpose : std::uint32_t {
  init = 1,
  order = 2,
  split = 3,
  dropout = 4,
  augmentation = 5,
  resampling = 6,
  noise = 7,
  mixup = 8,
  data = 9,
  search = 10
};

/// A counter-based stream of random numbers: draw i is a pure function of (seed, purpose, substream, i), so
/// it does not matter who draws when. Philox4x32-10 from Random123 (Salmon et al. 2011, "Parallel random
/// numbers: as easy as 1, 2, 3"), keyed by the seed, with counter (i, substream, purpose).
class Stream {
 public:
  /// `substream` separates epochs, or the parameter blocks of a network.
  Stream(std::uint64_t seed, Purpose purpose, std::uint32_t substream = 0)
      : seed_(seed), purpose_(purpose), substream_(substream) {}

  /// 128 random bits.
  std::array<std::uint32_t, 4> block(std::uint64_t i) const;

  /// Uniform on [0, 1), 53 bits.
  double uniform(std::uint64_t i) const;

  /// Standard normal by Box and Muller's method; draws 2k and 2k + 1 share a block.
  double normal(std::uint64_t i) const;
  /// The normal draws from `first` on, many at once.
  void normals(std::uint64_t first, std::span<double> draws) const;

  /// Uniform on 0 .. bound - 1 (bound > 0), by a 64 x 64 bit product; the bias is below bound / 2^64.
  std::uint64_t below(std::uint64_t i, std::uint64_t bound) const;

 private:
  std::uint64_t seed_;
  Purpose purpose_;
  std::uint32_t substream_;
};

/// What the random draws of a batch depend on besides their place: they are a function of (seed, epoch,
/// sample), whoever makes them and in whatever order.
struct Draws {
  std::uint64_t seed = 0;
  std::uint32_t epoch = 0;
  std::span<const std::uint32_t> samples = {};  ///< One a row of the batch.
};

/// The draws that belong to one sample in one epoch: Philox4x32-10 keyed by the seed, with counter (i,
/// sample, epoch, purpose | part << 8). `part` separates layers that draw for the same purpose.
class SampleStream {
 public:
  SampleStream(const Draws& draws, std::size_t row, Purpose purpose, std::uint32_t part = 0)
      : seed_(draws.seed),
        epoch_(draws.epoch),
        sample_(draws.samples[row]),
        purpose_(static_cast<std::uint32_t>(purpose) | part << 8) {}

  /// 128 random bits.
  std::array<std::uint32_t, 4> block(std::uint32_t i) const;
  /// Blocks 0, 1, 2, ... as many as there is room for.
  void blocks(std::span<std::array<std::uint32_t, 4>> room) const;
  /// Uniform on [0, 1), 53 bits.
  double uniform(std::uint32_t i) const;
  /// Standard normal, as Stream's.
  double normal(std::uint32_t i) const;
  /// The normal draws from `first` on, many at once.
  void normals(std::uint64_t first, std::span<double> draws) const;
  /// Uniform on 0 .. bound - 1, as Stream's.
  std::uint64_t below(std::uint32_t i, std::uint64_t bound) const;

 private:
  std::uint64_t seed_;
  std::uint32_t epoch_, sample_, purpose_;
};

/// Calls use(i, normal draw i of the stream) for i from 0 to count - 1.
template <class AnyStream, class Use>
void for_each_normal(const AnyStream& stream, std::size_t count, const Use& use) {
  std::array<double, 128> draws;
  for (std::size_t begin = 0; begin < count; begin += draws.size()) {
    const std::span<double> some = std::span(draws).first(std::min(draws.size(), count - begin));
    stream.normals(begin, some);
    for (std::size_t i = 0; i < some.size(); ++i) use(begin + i, some[i]);
  }
}

/// Shuffles in place by Fisher and Yates's method with draws 0 .. size - 1 of the stream.
void shuffle(std::vector<std::uint32_t>& items, const Stream& stream);

}  // namespace tryall
