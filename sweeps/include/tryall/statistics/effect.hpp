#pragma once

#include <cstddef>
#include <optional>

#include "tryall/statistics/summary.hpp"

namespace tryall::statistics {

/// How far A is from B, A - B, over pairs. A standardized effect has no value where nothing varies.
struct Effect {
  double mean_difference = no_value;
  double median_difference = no_value;  ///< The median of the differences.
  double cohens_d = no_value;           ///< d_z, mean / sd of the differences.
  double hedges_g = no_value;           ///< cohens_d times J(df), which takes its bias at small n away.
};

Effect paired_effect(Values a, Values b);

/// Hedges (1981): J(m) = Gamma(m / 2) / (sqrt(m / 2) Gamma((m - 1) / 2)).
double hedges_correction(double degrees_of_freedom);

struct Power {
  double alpha = 0.05;  ///< Two-sided.
  double power = 0.8;
  std::size_t most = 10'000;
};

/// The power of the paired t test of an effect d_z at n pairs, exactly: the noncentral t distribution with
/// n - 1 degrees of freedom and noncentrality d_z sqrt n, both tails. Cohen (1988).
double paired_t_power(double d_z, std::size_t n, double alpha = 0.05);

/// The fewest pairs (seeds) with which the paired t test finds an effect of that size; no value for an effect
/// of 0 or where `most` do not suffice. An effect seen at few seeds is a rough guess of the true one.
std::optional<std::size_t> seeds_to_decide(double d_z, const Power& power = {});

/// The fewest pairs with which two one-sided tests show equivalence where there is no true difference;
/// `margin` in standard deviations of the differences. Power = 2 P(T <= margin sqrt n - t(1 - alpha)) - 1
/// approximately, by the noncentral t (Julious 2004).
std::optional<std::size_t> seeds_for_equivalence(double margin, const Power& power = {});

}  // namespace tryall::statistics
