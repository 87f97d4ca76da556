#include "tryall/statistics/proportion.hpp"

#include <algorithm>
#include <cmath>

#include "tryall/statistics/distributions.hpp"

namespace tryall::statistics {
namespace {

constexpr double upper_tail = 0.975;

}  // namespace

Interval wilson_interval(std::size_t right, std::size_t n) {
  if (n == 0) return {};
  const double z = normal_quantile(upper_tail), z2 = z * z;
  const auto hits = static_cast<double>(right), all = static_cast<double>(n);
  const double center = (hits + z2 / 2) / (all + z2);
  const double half = z * std::sqrt(hits * (all - hits) / all + z2 / 4) / (all + z2);
  // At the very ends the sum is 0 or 1 up to rounding.
  return {right == 0 ? 0.0 : std::max(0.0, center - half), right == n ? 1.0 : std::min(1.0, center + half),
          IntervalState::given};
}

Interval paired_share_interval(const Discordant& rows) {
  if (rows.n == 0) return {};
  const double all = static_cast<double>(rows.n) + 2;
  const double p = (static_cast<double>(rows.only_first) + 1) / all;
  const double q = (static_cast<double>(rows.only_second) + 1) / all;
  const double half = normal_quantile(upper_tail) * std::sqrt((p + q - (p - q) * (p - q)) / all);
  return {std::max(-1.0, p - q - half), std::min(1.0, p - q + half), IntervalState::given};
}

}  // namespace tryall::statistics
