#include "catch.hpp"
#include "filled.hpp"
#include "kolmogorov.hpp"

namespace orthogonal_test {

using tryall::ParameterBlock;
using namespace tryall::testing;

namespace {

/// The largest difference of W W' (or W' W, where columns are fewer) from gain^2 I, in the given precision.
template <class Scalar>
double deviation(const ParameterBlock& block, double gain) {
  const std::vector<double> drawn = filled({"orthogonal", {{"gain", gain}}}, block, 3);
  const std::vector<Scalar> weights(drawn.begin(), drawn.end());
  const bool wide = block.rows() <= block.columns();
  const std::size_t vectors = std::min(block.rows(), block.columns()),
                    length = std::max(block.rows(), block.columns());
  const auto element = [&](std::size_t vector, std::size_t k) {
    return static_cast<double>(weights[wide ? vector * block.columns() + k : k * block.columns() + vector]);
  };
  double largest = 0;
  for (std::size_t a = 0; a < vectors; ++a)
    for (std::size_t b = 0; b <= a; ++b) {
      double product = a == b ? -gain * gain : 0;
      for (std::size_t k = 0; k < length; ++k) product += element(a, k) * element(b, k);
      largest = std::max(largest, std::abs(product));
    }
  return largest;
}

}  // namespace

TEST_CASE("orthogonal has orthonormal rows or columns, whichever are fewer, times its gain") {
  for (const ParameterBlock& block :
       {dense(64, 64), dense(100, 37), dense(37, 100), dense(5, 1), dense(1, 5)})
    for (const double gain : {1.0, 1.5}) {
      INFO(block.rows() << " x " << block.columns() << ", gain " << gain);
      CHECK(deviation<double>(block, gain) < 1e-12);
      CHECK(deviation<float>(block, gain) < 1e-5);
    }
}

TEST_CASE("orthogonal is uniform among rotations and reflections: each element of a 3 x 3 is U(-1, 1)") {
  // Archimedes: a coordinate of a point that is uniform on the sphere is uniform. Without the correction of
  // signs the diagonal would be all negative. Fixed seeds: the p-values are the same in every run.
  for (std::size_t element = 0; element < 9; ++element) {
    std::vector<double> sample;
    for (std::uint64_t seed = 0; seed < 2000; ++seed)
      sample.push_back(filled({"orthogonal", {}}, dense(3, 3), seed)[element]);
    INFO("element " << element);
    CHECK(kolmogorov_p(sample, [](double x) { return (x + 1) / 2; }) > 1e-3);
  }
}

}  // namespace orthogonal_test
