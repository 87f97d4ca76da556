#include "tryall/statistics/effect.hpp"

#include <cmath>

#include "tryall/statistics/distributions.hpp"
#include "tryall/statistics/t_test.hpp"

namespace tryall::statistics {
namespace {

/// The smallest n from 2 to `most` for which `enough` holds; it holds from there on.
template <class Enough>
std::optional<std::size_t> smallest(std::size_t most, Enough&& enough) {
  std::size_t low = 1, high = 2;
  while (high < most && !enough(high)) {
    low = high;
    high *= 2;
  }
  if (high >= most) {
    high = most;
    if (!enough(high)) return std::nullopt;
  }
  while (high - low > 1) {
    const std::size_t middle = (low + high) / 2;
    (enough(middle) ? high : low) = middle;
  }
  return high;
}

void standardize(Effect& effect, double deviation, double degrees_of_freedom) {
  if (!(deviation > 0)) return;
  effect.cohens_d = effect.mean_difference / deviation;
  effect.hedges_g = effect.cohens_d * hedges_correction(degrees_of_freedom);
}

}  // namespace

double hedges_correction(double degrees_of_freedom) {
  const double half = degrees_of_freedom / 2;
  if (!(degrees_of_freedom > 1)) return no_value;
  return std::exp(std::lgamma(half) - std::lgamma(half - 0.5)) / std::sqrt(half);
}

Effect paired_effect(Values a, Values b) {
  const std::vector<double> difference = differences(a, b);
  Effect effect{.mean_difference = mean(difference), .median_difference = median(difference)};
  standardize(effect, standard_deviation(difference), static_cast<double>(a.size()) - 1);
  return effect;
}

double paired_t_power(double d_z, std::size_t n, double alpha) {
  if (n < 2 || std::isnan(d_z)) return no_value;
  const double freedom = static_cast<double>(n) - 1;
  const double critical = t_quantile(1 - alpha / 2, freedom);
  const double noncentrality = std::fabs(d_z) * std::sqrt(static_cast<double>(n));
  if (noncentrality > 50 && noncentrality > 4 * critical) return 1;  // there, to machine precision
  return noncentral_t_upper(critical, freedom, noncentrality) +
         noncentral_t_upper(critical, freedom, -noncentrality);
}

std::optional<std::size_t> seeds_to_decide(double d_z, const Power& power) {
  if (std::isnan(d_z) || d_z == 0) return std::nullopt;
  return smallest(power.most,
                  [&](std::size_t n) { return paired_t_power(d_z, n, power.alpha) >= power.power; });
}

std::optional<std::size_t> seeds_for_equivalence(double margin, const Power& power) {
  if (!(margin > 0)) return std::nullopt;
  return smallest(power.most, [&](std::size_t n) {
    const double freedom = static_cast<double>(n) - 1;
    const double noncentrality = margin * std::sqrt(static_cast<double>(n));
    const double critical = t_quantile(1 - power.alpha, freedom);
    if (noncentrality > 50 && noncentrality > 4 * critical) return true;
    return 2 * noncentral_t_upper(critical, freedom, noncentrality) - 1 >= power.power;
  });
}

}  // namespace tryall::statistics
