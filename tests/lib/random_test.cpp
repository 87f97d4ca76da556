#include "tryall/random.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>

#include "catch.hpp"
#include "with_isa.hpp"

using tryall::Purpose;
using tryall::Stream;

namespace {

/// The stream whose block `i` is Philox with that counter and key; a purpose may be any 32 bits.
Stream stream_of(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key) {
  const std::uint64_t seed = (static_cast<std::uint64_t>(key[1]) << 32) | key[0];
  return {seed, static_cast<Purpose>(counter[3]), counter[2]};
}

std::uint64_t index_of(std::array<std::uint32_t, 4> counter) {
  return (static_cast<std::uint64_t>(counter[1]) << 32) | counter[0];
}

std::vector<std::uint32_t> count_to(std::uint32_t size) {
  std::vector<std::uint32_t> items(size);
  std::iota(items.begin(), items.end(), 0U);
  return items;
}

}  // namespace

TEST_CASE("a stream gives the same draw whenever it is asked, and purposes and seeds are apart") {
  const Stream stream(7, Purpose::order, 3);
  CHECK(stream.block(5) == Stream(7, Purpose::order, 3).block(5));
  CHECK(stream.block(5) != Stream(7, Purpose::init, 3).block(5));
  CHECK(stream.block(5) != Stream(8, Purpose::order, 3).block(5));
  CHECK(stream.block(5) != Stream(7, Purpose::order, 4).block(5));
  CHECK(stream.block(5) != stream.block(6));
}

TEST_CASE("a block is Philox4x32-10 of (i, substream, purpose) keyed by the seed") {
  // The three vectors of "philox4x32 10" in Random123's tests/kat_vectors.
  using Four = std::array<std::uint32_t, 4>;
  const Four zeros = {0, 0, 0, 0};
  CHECK(stream_of(zeros, {0, 0}).block(0) == Four{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  const Four ones = {0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff};
  CHECK(stream_of(ones, {0xffffffff, 0xffffffff}).block(index_of(ones)) ==
        Four{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  const Four pi = {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344};
  CHECK(stream_of(pi, {0xa4093822, 0x299f31d0}).block(index_of(pi)) ==
        Four{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("the numbers of the purposes never change, for they are part of what a seed means") {
  CHECK(static_cast<int>(Purpose::init) == 1);
  CHECK(static_cast<int>(Purpose::order) == 2);
  CHECK(static_cast<int>(Purpose::split) == 3);
  CHECK(static_cast<int>(Purpose::dropout) == 4);
  CHECK(static_cast<int>(Purpose::augmentation) == 5);
  CHECK(static_cast<int>(Purpose::resampling) == 6);
}

TEST_CASE("a uniform draw is the top 53 bits of the block's first two words") {
  // From the zero vector above: words 0x6627e8d5 (low) and 0xe169c58d (high).
  CHECK(stream_of({0, 0, 0, 0}, {0, 0}).uniform(0) ==
        static_cast<double>(0xe169c58d6627e8d5ULL >> 11) * 0x1.0p-53);
}

TEST_CASE("uniform draws lie between 0 and 1, 1 left out, with the mean and variance of their distribution") {
  const Stream stream(1, Purpose::init);
  constexpr int count = 100000;
  double sum = 0, squares = 0, low = 1, high = 0;
  for (int i = 0; i < count; ++i) {
    const double draw = stream.uniform(static_cast<std::uint64_t>(i));
    low = std::min(low, draw);
    high = std::max(high, draw);
    sum += draw - 0.5;
    squares += (draw - 0.5) * (draw - 0.5);
  }
  CHECK(low >= 0);
  CHECK(high < 1);
  CHECK(low < 1e-3);
  CHECK(high > 1 - 1e-3);
  CHECK(std::abs(sum / count) < 4 * std::sqrt(1.0 / 12 / count));
  CHECK(std::abs(squares / count - 1.0 / 12) < 4 * std::sqrt(1.0 / 180 / count));  // var of (u - 1/2)^2
}

TEST_CASE("normal draws have the first four moments of the standard normal, and pairs do not correlate") {
  const Stream stream(2, Purpose::init);
  constexpr int count = 100000;
  double sum = 0, squares = 0, cubes = 0, fourths = 0, products = 0;
  for (int i = 0; i < count; i += 2) {
    const double first = stream.normal(static_cast<std::uint64_t>(i));
    const double second = stream.normal(static_cast<std::uint64_t>(i) + 1);
    products += first * second;
    for (const double draw : {first, second}) {
      sum += draw;
      squares += draw * draw;
      cubes += draw * draw * draw;
      fourths += draw * draw * draw * draw;
    }
  }
  const double error = 4 / std::sqrt(count);
  CHECK(std::abs(sum / count) < error);
  CHECK(std::abs(squares / count - 1) < error * std::sqrt(2.0));
  CHECK(std::abs(cubes / count) < error * std::sqrt(15.0));
  CHECK(std::abs(fourths / count - 3) < error * std::sqrt(96.0));
  CHECK(std::abs(products * 2 / count) < error * std::sqrt(2.0));
}

TEST_CASE("normal draws are Box and Muller's of a block's two uniform numbers, on every instruction set") {
  const Stream stream(2, Purpose::init);
  for (const auto isa : tryall::kernels::available_isas()) {
    const tryall::testing::WithIsa scope(isa);
    for (std::uint64_t k = 0; k < 200; ++k) {
      const auto words = stream.block(k);
      const double u = static_cast<double>((std::uint64_t{words[1]} << 32U | words[0]) >> 11U) * 0x1p-53;
      const double v = static_cast<double>((std::uint64_t{words[3]} << 32U | words[2]) >> 11U) * 0x1p-53;
      const double radius = std::sqrt(-2 * std::log(1 - u)), angle = 2 * std::numbers::pi * v;
      CHECK(stream.normal(2 * k) == Approx(radius * std::cos(angle)).epsilon(1e-13).margin(1e-14));
      CHECK(stream.normal(2 * k + 1) == Approx(radius * std::sin(angle)).epsilon(1e-13).margin(1e-14));
    }
  }
}

TEST_CASE("many normal draws at once are the same as one by one, from wherever they begin") {
  const Stream stream(4, Purpose::noise, 3);
  const std::vector<std::uint32_t> samples = {5, 9};
  const tryall::SampleStream of_sample({3, 1, samples}, 1, Purpose::noise);
  for (const std::uint64_t first : {0, 1, 6, 127})
    for (const std::size_t count : {0, 1, 2, 3, 127, 128, 129, 500}) {
      std::vector<double> draws(count), of_samples(count);
      stream.normals(first, draws);
      of_sample.normals(first, of_samples);
      for (std::size_t i = 0; i < count; ++i) {
        CHECK(draws[i] == stream.normal(first + i));
        CHECK(of_samples[i] == of_sample.normal(static_cast<std::uint32_t>(first + i)));
      }
    }
  std::size_t next = 0;
  for_each_normal(stream, 300, [&](std::size_t i, double draw) {
    CHECK(i == next++);
    CHECK(draw == stream.normal(i));
  });
  CHECK(next == 300);
}

TEST_CASE("below stays below its bound and gives each value its share") {
  const Stream stream(3, Purpose::order);
  constexpr int count = 70000;
  std::vector<int> seen(7, 0);
  for (int i = 0; i < count; ++i) ++seen.at(stream.below(static_cast<std::uint64_t>(i), 7));
  const double spread = std::sqrt(count * (1.0 / 7) * (6.0 / 7));
  for (const int times : seen) CHECK(std::abs(times - count / 7) < 4 * spread);

  CHECK(stream.below(0, 1) == 0);
  const std::uint64_t huge = ~std::uint64_t{0};
  bool upper_half = false;
  for (std::uint64_t i = 0; i < 32; ++i) upper_half |= stream.below(i, huge) > huge / 2;
  CHECK(upper_half);
}

TEST_CASE("a shuffle is a permutation, the same for the same stream and another for another seed") {
  std::vector<std::uint32_t> items = count_to(1000), again = items, other = items;
  shuffle(items, Stream(4, Purpose::order));
  shuffle(again, Stream(4, Purpose::order));
  shuffle(other, Stream(5, Purpose::order));
  CHECK(items == again);
  CHECK(items != other);
  CHECK(items != count_to(1000));
  std::sort(items.begin(), items.end());
  CHECK(items == count_to(1000));

  std::vector<std::uint32_t> none, one = {8};
  shuffle(none, Stream(4, Purpose::order));
  shuffle(one, Stream(4, Purpose::order));
  CHECK(none.empty());
  CHECK(one == std::vector<std::uint32_t>{8});
}

TEST_CASE("each order of four items is equally likely") {
  constexpr int count = 24000;
  std::map<std::vector<std::uint32_t>, int> seen;
  for (std::uint32_t i = 0; i < count; ++i) {
    std::vector<std::uint32_t> items = count_to(4);
    shuffle(items, Stream(6, Purpose::order, i));
    ++seen[items];
  }
  REQUIRE(seen.size() == 24);
  double chi_squared = 0;
  for (const auto& [order, times] : seen) chi_squared += std::pow(times - count / 24, 2) / (count / 24.0);
  CHECK(chi_squared < 23 + 4 * std::sqrt(2 * 23.0));  // four standard deviations above 23 degrees of freedom
}
