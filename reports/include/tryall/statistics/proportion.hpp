#pragma once

#include <cstddef>

#include "tryall/statistics/interval.hpp"

namespace tryall::statistics {

/// Wilson's 95 % score interval (1927) of a share, of `right` among n rows:
///   (right + z^2 / 2 -+ z sqrt(right (n - right) / n + z^2 / 4)) / (n + z^2),  z = 1.96.
/// It lies within 0 and 1, also where no row or every row is right. Without ends where there is no row.
Interval wilson_interval(std::size_t right, std::size_t n);

/// Two ways of answering the same n rows: how many rows only the first has right, and only the second.
struct Discordant {
  std::size_t only_first = 0, only_second = 0, n = 0;
};

/// The 95 % interval of the difference of the two shares, first - second, by Bonett and Price (2012),
/// "Adjusted Wald confidence interval for a difference of binomial proportions based on paired data":
///   p = (only_first + 1) / (n + 2),  q = (only_second + 1) / (n + 2),
///   p - q -+ z sqrt((p + q - (p - q)^2) / (n + 2)),  within -1 and 1.
/// Fagerland, Lydersen and Laake (2014) recommend it among those of a closed form. Without ends where there
/// is no row.
Interval paired_share_interval(const Discordant& rows);

}  // namespace tryall::statistics
