#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tryall::sweeps {

/// A dimension of a finite space: which of its values each point has.
struct Feature {
  static constexpr std::int32_t absent = -1;  ///< The point lacks it: it is a setting of another choice.

  std::vector<std::int32_t> values = {};  ///< By point: a number below `count`, or absent.
  std::size_t count = 0;
  bool ordered = false;  ///< Values count from the smallest to the largest; otherwise they are mere names.
};

/// A Parzen estimate of the density from which points of a finite space were drawn (Bergstra et al. 2011,
/// with kernels over all dimensions together as Falkner et al. 2018, BOHB):
///
///   p(x) = (u(x) + sum_i prod_d k_d(x_d | x_id)) / (n + 1)
///
/// over the n points x_i seen, with the uniform density u, the product of 1 / K_d over the dimensions that x
/// has. Of an ordered dimension of K values k(x | c) is exp(-(x - c)^2 / (2 h^2)), divided by its sum over
/// all x, where h = max(1/2, 0.2 (K - 1) n^(-1 / (D + 4))): Scott's rule for D dimensions on values one apart
/// (a list of values says by itself where it is fine, as a series in logarithms does). Of an unordered one it
/// is (n + 1) / (n + K) for x = c and 1 / (n + K) otherwise. 1 / K where the point seen lacks the dimension,
/// 1 where x does.
class Parzen {
 public:
  /// `features` outlive it; `seen` are points.
  Parzen(const std::vector<Feature>& features, const std::vector<std::size_t>& seen);

  double operator()(std::size_t point) const;

 private:
  /// k(x | c), by c and x.
  class Kernel {
   public:
    Kernel(const Feature& feature, std::size_t dimensions, std::size_t seen);
    double operator()(std::int32_t x, std::int32_t c) const;

   private:
    bool ordered_;
    double same_ = 0, other_ = 0;       // unordered
    std::vector<double> bumps_, sums_;  // ordered: by distance; of the distances up to that
  };

  const std::vector<Feature>& features_;
  std::vector<std::size_t> seen_;
  std::vector<Kernel> kernels_;
};

}  // namespace tryall::sweeps
