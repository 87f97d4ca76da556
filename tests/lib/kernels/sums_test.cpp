#include "tryall/kernels/sums.hpp"

#include <array>
#include <limits>
#include <vector>

#include "catch.hpp"
#include "random_values.hpp"
#include "with_isa.hpp"

namespace sums_test {

using namespace tryall;

namespace {

/// The order of the definition, written out anew.
template <class Scalar, class Term>
double in_order(const Buffer<Scalar>& values, Term term) {
  std::array<double, 16> parts = {};
  for (std::size_t i = 0; i < values.size(); ++i) parts[i % 16] += term(i);
  for (const std::size_t width : {8, 4, 2, 1})
    for (std::size_t k = 0; k < width; ++k) parts[k] += parts[k + width];
  return parts[0];
}

}  // namespace

TEMPLATE_TEST_CASE("sums have sixteen parts in memory order, on every instruction set", "", float, double) {
  for (const std::size_t size : {0, 1, 7, 16, 17, 33, 1000}) {
    const auto a = testing::random_values<TestType>(size, 0), b = testing::random_values<TestType>(size, 1);
    const auto at = [](const auto& values, std::size_t i) { return static_cast<double>(values[i]); };
    for (const kernels::Isa isa : kernels::available_isas()) {
      const testing::WithIsa scope(isa);
      INFO(size << " values, " << kernels::name(isa));
      CHECK(kernels::sum(a) == in_order(a, [&](std::size_t i) { return at(a, i); }));
      const double squares = in_order(a, [&](std::size_t i) { return at(a, i) * at(a, i); });
      CHECK(kernels::sum_of_squares(a) == squares);
      CHECK(kernels::norm(a) == std::sqrt(squares));
      CHECK(kernels::sum_of_magnitudes(a) == in_order(a, [&](std::size_t i) { return std::abs(at(a, i)); }));
      CHECK(kernels::dot(a, b) == in_order(a, [&](std::size_t i) { return at(a, i) * at(b, i); }));
    }
  }
}

TEST_CASE("the largest magnitude and the zeros are found wherever they are") {
  for (const kernels::Isa isa : kernels::available_isas()) {
    const testing::WithIsa scope(isa);
    for (std::size_t place = 0; place < 35; ++place) {
      std::vector<float> values(35, 0.5F);
      CHECK(kernels::count_zeros(values) == 0);
      values[place] = -2;
      CHECK(kernels::largest_magnitude(values) == 2);
      values[(place + 1) % 35] = -0.0F;
      values[(place + 2) % 35] = std::numeric_limits<float>::quiet_NaN();
      CHECK(kernels::largest_magnitude(values) == 2);
      CHECK(kernels::count_zeros(values) == 1);
    }
    CHECK(kernels::largest_magnitude(std::vector<double>{}) == 0);
  }
}

TEST_CASE("a norm is the root of the sum of squares, 0 of nothing") {
  CHECK(kernels::norm(std::vector<double>{3, -4}) == 5);
  CHECK(kernels::norm(std::vector<float>{}) == 0);
}

TEST_CASE("a norm of single-precision values is summed in double") {
  // A million squares lose digits when they are summed in float.
  const std::vector<float> many(1000000, 0.1F);
  CHECK(kernels::norm(many) == Approx(1000 * static_cast<double>(0.1F)).epsilon(1e-10));
}

}  // namespace sums_test
