#pragma once

#include <cstddef>
#include <vector>

#include "tryall/statistics/bootstrap.hpp"
#include "tryall/train/metric.hpp"

namespace tryall::statistics {

/// How the expected best of n tries is estimated from N of them, v(1) <= ... <= v(N).
enum class BestForm {
  /// Without replacement: sum of v(i) (C(i, n) - C(i - 1, n)) / C(N, n). Unbiased: Tang et al. (2020).
  unbiased,
  /// With replacement: sum of v(i) ((i / N)^n - ((i - 1) / N)^n). Dodge et al. (2019); biased downwards.
  with_replacement,
};

struct BestOfTriesOptions {
  train::Direction direction = train::Direction::maximize;
  BestForm form = BestForm::unbiased;
  Bootstrap bootstrap = {};
};

/// The expected best of `tries` tries, and how sure that is. The bootstrap cannot see a best value that was
/// not tried: near n = N the interval is too short above.
struct BestOfTries {
  std::size_t tries = 0;
  double expected = no_value;
  Interval interval = {};
};

/// For each of `tries`, in the given order; 0 and those beyond N are left out, never extrapolated. A diverged
/// try takes part as the worst value there is: an infinite one makes the expectation infinite; give the
/// metric's value at chance level instead.
std::vector<BestOfTries> best_of_tries(Values values, const std::vector<std::size_t>& tries,
                                       const BestOfTriesOptions& options);

}  // namespace tryall::statistics
