#pragma once

#include <cstddef>

#include "tryall/statistics/summary.hpp"

namespace tryall::statistics {

/// P(U >= u) of samples of n and m values without ties, all orders being as likely.
double u_upper(double u, std::size_t n, std::size_t m);
/// P(sum of the positive ranks <= sum), all signs being as likely; ranks are multiples of 1/2.
double signed_rank_lower(double sum, Values ranks);

}  // namespace tryall::statistics
