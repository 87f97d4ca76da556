#pragma once

#include "tryall/statistics/bootstrap.hpp"

namespace tryall::statistics {

/// What P(A > B) says of A against B: Bouthillier et al. (2021), section 4.
enum class Verdict {
  insufficient,     ///< Fewer than three pairs, or a NaN.
  not_significant,  ///< The interval's lower end is at most .5.
  not_meaningful,   ///< Above .5, but the upper end is at most the threshold.
  meaningful,
};

/// The probability that a run of A has the larger value than one of B; ties count half.
struct Superiority {
  double probability = no_value;
  Interval interval = {};
  Verdict verdict = Verdict::insufficient;
};

/// Bouthillier et al. recommend 0.75 for runs of training.
inline constexpr double meaningful_superiority = 0.75;

/// Over pairs (one a seed): the mean of 1, 1/2, 0 where a is above, tied with, below b. The interval is the
/// bootstrap's. Where all pairs say the same a bootstrap has no spread to go by; the interval is then the
/// binomial's (Clopper and Pearson's), [(alpha / 2)^(1 / n), 1] for n wins: six are needed to exceed .5.
/// Infinite values have their place, so that a diverged run can stand as the worst there is.
Superiority paired_superiority(Values a, Values b, const Bootstrap& bootstrap,
                               double threshold = meaningful_superiority);

/// Over units, such as matched settings, of which A wins a share each, 0 .. 1: the mean of the shares. The
/// interval is the bootstrap's over units; where all have the same share it is the binomial's, to which
/// shares are at most as uncertain as wins (ties alone: a point at .5, which says nothing for either).
Superiority superiority_over(Values shares, const Bootstrap& bootstrap,
                             double threshold = meaningful_superiority);

/// Over all pairs of a run of A and one of B, which are resampled each by itself.
Superiority unpaired_superiority(Values a, Values b, const Bootstrap& bootstrap,
                                 double threshold = meaningful_superiority);

/// The probability over all pairs of runs, unpaired: Mann and Whitney's U / (n m).
double probability_above(Values a, Values b);

}  // namespace tryall::statistics
