#include "kernels/windows.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "catch.hpp"
#include "random_values.hpp"
#include "with_isa.hpp"

using namespace tryall;

namespace {

/// Windows of 3 x 3 over two channels, with a column more at the end of each row than windows need.
template <class S>
struct Picture {
  Picture(std::ptrdiff_t height, std::ptrdiff_t width)
      : height(height),
        width(width),
        row(width + 3),
        values(testing::random_values<S>(2 * (height + 2) * row, 1)) {
    values.resize(values.size() + kernels::windows_slack, std::numeric_limits<S>::quiet_NaN());
    for (std::ptrdiff_t channel = 0; channel < 2; ++channel)
      for (std::ptrdiff_t dy = 0; dy < 3; ++dy)
        for (std::ptrdiff_t dx = 0; dx < 3; ++dx) terms.push_back((channel * (height + 2) + dy) * row + dx);
  }

  kernels::Windows<S> windows() const { return {values.data(), terms, row, height, width}; }
  S seen(std::size_t term, std::ptrdiff_t y, std::ptrdiff_t x) const {
    return values[static_cast<std::size_t>(terms[term] + y * row + x)];
  }

  std::ptrdiff_t height, width, row;
  Buffer<S> values;
  std::vector<std::ptrdiff_t> terms;
};

/// One chain a value, from the start over the terms.
template <class S>
Buffer<S> correlated(const Picture<S>& picture, const Buffer<S>& packed, const S* start,
                     std::ptrdiff_t filters) {
  Buffer<S> out;
  const auto terms = static_cast<std::ptrdiff_t>(picture.terms.size());
  for (std::ptrdiff_t filter = 0; filter < filters; ++filter)
    for (std::ptrdiff_t y = 0; y < picture.height; ++y)
      for (std::ptrdiff_t x = 0; x < picture.width; ++x) {
        S sum = start ? start[filter] : S{0};
        for (std::ptrdiff_t term = 0; term < terms; ++term)
          sum = std::fma(packed[static_cast<std::size_t>(kernels::packed_place(filter, term, terms))],
                         picture.seen(static_cast<std::size_t>(term), y, x), sum);
        out.push_back(sum);
      }
  return out;
}

/// Chains over up to 256 windows of whole rows, or of a part of a row.
template <class S>
Buffer<S> with_gradients(const Picture<S>& picture, const Buffer<S>& deltas, std::ptrdiff_t filters,
                         Buffer<S> sums) {
  const std::ptrdiff_t rows = std::max<std::ptrdiff_t>(1, 256 / picture.width);
  for (std::size_t term = 0; term < picture.terms.size(); ++term)
    for (std::ptrdiff_t filter = 0; filter < filters; ++filter)
      for (std::ptrdiff_t y = 0; y < picture.height; y += rows)
        for (std::ptrdiff_t x = 0; x < picture.width; x += 256) {
          S chain = 0;
          for (std::ptrdiff_t j = y; j < std::min(picture.height, y + rows); ++j)
            for (std::ptrdiff_t i = x; i < std::min(picture.width, x + 256); ++i)
              chain = std::fma(picture.seen(term, j, i),
                               deltas[static_cast<std::size_t>((j * picture.width + i) * filters + filter)],
                               chain);
          sums[term * static_cast<std::size_t>(filters) + static_cast<std::size_t>(filter)] += chain;
        }
  return sums;
}

/// The values between two of `border` that no kernel may touch.
template <class S>
struct Fenced {
  explicit Fenced(const Buffer<S>& inside) : values(inside.size() + 2 * border, S{77}) {
    std::copy(inside.begin(), inside.end(), values.begin() + border);
  }
  S* data() { return values.data() + border; }
  bool holds(const Buffer<S>& inside) const { return values == Fenced(inside).values; }

  static constexpr std::ptrdiff_t border = 40;
  Buffer<S> values;
};

}  // namespace

TEMPLATE_TEST_CASE(
    "filters and their gradients are chains over windows in a fixed order, on every instruction set", "",
    float, double) {
  for (const auto& [height, width] : std::vector<std::pair<std::ptrdiff_t, std::ptrdiff_t>>{
           {1, 1}, {2, 3}, {7, 7}, {14, 14}, {28, 28}, {3, 17}, {20, 30}, {2, 300}})
    for (const std::ptrdiff_t filters : {1, 2, 7, 8, 13, 16, 33, 64}) {
      const Picture<TestType> picture(height, width);
      const auto terms = static_cast<std::ptrdiff_t>(picture.terms.size());
      const auto packed = testing::random_values<TestType>(
          static_cast<std::ptrdiff_t>(kernels::packed_size(filters, terms)), 2);
      const auto start = testing::random_values<TestType>(filters, 3),
                 deltas = testing::random_values<TestType>(height * width * filters, 4),
                 gradients = testing::random_values<TestType>(terms * filters, 5);
      const auto with_start = correlated(picture, packed, start.data(), filters),
                 without = correlated<TestType>(picture, packed, nullptr, filters),
                 added = with_gradients(picture, deltas, filters, gradients);
      for (const kernels::Isa isa : kernels::available_isas()) {
        INFO(kernels::name(isa) << ": " << filters << " filters, " << height << " x " << width);
        const testing::WithIsa scope(isa);
        Fenced<TestType> out{Buffer<TestType>(with_start.size())}, sums{gradients};
        kernels::correlate<TestType>(picture.windows(), {filters, packed.data(), start.data()}, out.data());
        CHECK(out.holds(with_start));
        kernels::correlate<TestType>(picture.windows(), {filters, packed.data(), nullptr}, out.data());
        CHECK(out.holds(without));
        kernels::add_filter_gradients(picture.windows(), deltas.data(), filters, sums.data());
        CHECK(sums.holds(added));
      }
    }
}

TEMPLATE_TEST_CASE("rows are spread and nothing beside them is touched", "", float, double) {
  for (const std::ptrdiff_t width : {1, 7, 8, 16, 19, 33}) {
    const auto from = testing::random_values<TestType>(5 * width, 1);
    Buffer<TestType> expected(static_cast<std::size_t>(5 * (width + 4)), TestType{9});
    for (std::ptrdiff_t row = 0; row < 5; ++row)
      std::copy_n(from.begin() + row * width, width, expected.begin() + row * (width + 4));
    for (const kernels::Isa isa : kernels::available_isas()) {
      INFO(kernels::name(isa) << ": " << width);
      const testing::WithIsa scope(isa);
      Fenced<TestType> to{Buffer<TestType>(expected.size(), TestType{9})};
      kernels::spread_rows(from.data(), 5, width, to.data(), width + 4);
      CHECK(to.holds(expected));
    }
  }
}
