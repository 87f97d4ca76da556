#pragma once

#include <optional>
#include <vector>

#include "tryall/statistics/summary.hpp"

namespace tryall::statistics {

/// Where a stretch parts best.
struct Split {
  std::size_t index = 0;  ///< In the window.
  double energy = 0;
};

/// The sums of distances |x(i) - x(j)| of a window of a series, by rectangles in constant time.
class EnergySplitter {
 public:
  explicit EnergySplitter(Values window);

  /// The largest, over t and k, of the energy distance of [begin, t) and [t, k), both of at least `least`
  /// values, k <= end; the first of equals. None where the stretch is too short.
  /// 2 cross / (m + n) - 2 m / ((m + n) (n - 1)) within left - 2 n / ((m + n) (m - 1)) within right, where
  /// within counts each pair once.
  std::optional<Split> best(std::size_t begin, std::size_t end, std::size_t least) const;

 private:
  /// The sum over i in [top, bottom), j in [left, right).
  double sum(std::size_t top, std::size_t bottom, std::size_t left, std::size_t right) const;
  double energy(std::size_t begin, std::size_t middle, std::size_t end) const;

  std::size_t stride_;
  std::vector<double> sums_;
};

}  // namespace tryall::statistics
